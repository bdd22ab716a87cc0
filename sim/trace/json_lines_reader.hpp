// sim/trace/json_lines_reader.hpp — recordings with one JSON object a line.
#pragma once

#include <memory>

#include "core/base/result.hpp"
#include "sim/trace/record_reader.hpp"

namespace millrace {

/// Infers columns and types from the first records. Errors (kInput, place in the message): a
/// recording without a single readable record among the first, when no schema is declared.
Result<std::unique_ptr<RecordReader>> open_json_lines(TextWindow& window,
                                                      const ReaderOptions& options);

}  // namespace millrace
