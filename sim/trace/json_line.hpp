// sim/trace/json_line.hpp — what the readers of JSON lines and of kcat recordings say about lines
// they cannot use.
#pragma once

#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "sim/trace/line_cursor.hpp"
#include "sim/trace/record_reader.hpp"

namespace millrace {

/// The error of a recording of JSON objects whose first lines show none: there is nothing to take
/// columns from.
Error no_record_error(const std::vector<std::string_view>& first_lines,
                      const ReaderOptions& options);

/// The error of objects with too many different members to make a column of each.
Error too_many_members_error(const ReaderOptions& options);

/// Whether the cursor's line can be looked at: not too long, and UTF-8. If not it becomes a dead
/// letter here.
bool check_line(const LineCursor& lines, bool is_ascii, UnreadableRecords& unreadable);

}  // namespace millrace
