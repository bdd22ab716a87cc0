// sim/trace/json_line.cpp — unusable lines.
#include "sim/trace/json_line.hpp"

#include "sim/trace/json_object.hpp"
#include "sim/trace/text_search.hpp"

namespace millrace {

Error no_record_error(const std::vector<std::string_view>& first_lines,
                      const ReaderOptions& options) {
  const std::string& name = options.recording_name;
  if (first_lines.empty()) {
    return {ErrorCode::kInput, name + " has no record to take columns from; give --schema"};
  }
  const std::string_view first = first_lines.front();
  if (first.substr(0, 1) == "[") {
    return {ErrorCode::kInput,
            name + " is a JSON array; expected one object a line (jq -c '.[]' FILE)"};
  }
  JsonObject object(first);
  JsonMember member;
  while (object.next(member)) {
  }
  std::string message = name + " has no record that can be read";
  if (object.problem()) {
    message += "; the first one, at byte " + std::to_string(object.problem()->offset + 1) + ": " +
               object.problem()->message;
  }
  return {ErrorCode::kInput, message + " (expected one JSON object a line)"};
}

Error too_many_members_error(const ReaderOptions& options) {
  return {ErrorCode::kInput, options.recording_name +
                                 " has records with too many different members to make a column "
                                 "of each; name those to read with --schema"};
}

bool check_line(const LineCursor& lines, bool is_ascii, UnreadableRecords& unreadable) {
  const std::string_view line = lines.line();
  if (lines.is_overlong()) {
    unreadable.add(lines.line_number(), overlong_message(line.size()), overlong_excerpt(line));
    return false;
  }
  const std::size_t invalid = is_ascii ? line.size() : first_invalid_utf8(line);
  if (invalid == line.size()) return true;
  unreadable.add_at(lines.line_number(), invalid, invalid_utf8_message(line[invalid]), line);
  return false;
}

}  // namespace millrace
