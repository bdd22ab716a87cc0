// sim/trace/csv_header.hpp — names and types of the columns of a CSV recording, from its first
// lines.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "core/data/schema.hpp"
#include "sim/trace/record_reader.hpp"

namespace millrace {

struct CsvHeader {
  std::vector<std::string> names;
  std::int64_t line_after = 1;  // number of the first line behind it
};

/// Reads and consumes the header. Errors as open_csv.
Result<CsvHeader> read_csv_header(TextWindow& window, char delimiter, const ReaderOptions& options);

/// The schema: declared types, and for the other columns those of the next records (which stay
/// unread).
Result<SchemaPtr> infer_csv_schema(TextWindow& window, char delimiter, const CsvHeader& header,
                                   const ReaderOptions& options);

/// Without blanks at both ends: what numbers and times are read from.
std::string_view trimmed(std::string_view text);

}  // namespace millrace
