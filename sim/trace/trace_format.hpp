// sim/trace/trace_format.hpp — the formats of recordings: their names, file endings and how each
// looks.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/base/result.hpp"

namespace millrace {

enum class TraceFormat : std::uint8_t {
  kCsv,        // RFC 4180, with a header line
  kTsv,        // the same with tabs between the fields
  kJsonLines,  // one JSON object a line
  kKcat,       // what `kcat -C -J` prints: one record of a Kafka topic a line
};

/// "csv", "tsv", "jsonl", "kcat".
std::string_view name_of(TraceFormat format);

/// Any case; also "json" and "ndjson". The error names the valid words.
Result<TraceFormat> parse_trace_format(std::string_view name);

/// By the ending of a file name, any case: .csv .tsv .tab .jsonl .ndjson .json .kcat .kcat.json
/// .kcat.jsonl; nothing for any other. JSON endings may still hold a kcat recording: see
/// trace_format_of_text.
std::optional<TraceFormat> trace_format_of_path(std::string_view path);

/// By the look of the first lines: a JSON object is JSON lines, or kcat where it has the keys
/// topic, partition, offset and payload; all else is CSV. Nothing when `head` is blank.
std::optional<TraceFormat> trace_format_of_text(std::string_view head);

}  // namespace millrace
