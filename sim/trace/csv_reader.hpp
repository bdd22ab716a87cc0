// sim/trace/csv_reader.hpp — recordings in CSV and TSV.
#pragma once

#include <memory>

#include "core/base/result.hpp"
#include "sim/trace/record_reader.hpp"

namespace millrace {

/// Reads the header line, infers types from the records behind it (an empty field is NULL, an empty
/// quoted field the empty string in STRING columns and NULL in others) and leaves the window behind
/// the header. Errors (kInput, place in the message): no header line; an empty or repeated column
/// name; invalid UTF-8; and (kOption) a declared column that the header does not have.
Result<std::unique_ptr<RecordReader>> open_csv(TextWindow& window, char delimiter,
                                               const ReaderOptions& options);

}  // namespace millrace
