// sim/trace/recording_input.hpp — opening a recording: its bytes, its format and, of kcat
// recordings, its topic.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "core/base/result.hpp"
#include "sim/trace/kcat_reader.hpp"
#include "sim/trace/recording.hpp"
#include "sim/trace/text_window.hpp"

namespace millrace {

/// How messages call the recording: its path, or "standard input".
std::string shown_name(const RecordingOptions& options);

/// The recording's text from its first character on (a byte order mark is consumed). Errors: it
/// cannot be opened or read; it is compressed or UTF-16.
Result<std::unique_ptr<TextWindow>> open_window(const RecordingOptions& options);

/// As asked for, else by the path's ending, else by the first lines.
Result<TraceFormat> decide_format(const RecordingOptions& options, TextWindow& window);

/// Which topic to read and on how many partitions it lies, from a first pass over a file or text.
/// Standard input cannot be read twice: it must be short or the number of partitions given. Errors:
/// several topics and none chosen; no record; source partitions that contradict the recording.
Result<KcatOptions> decide_kcat_topic(const RecordingOptions& options, TextWindow& window);

}  // namespace millrace
