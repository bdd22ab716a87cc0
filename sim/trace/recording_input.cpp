// sim/trace/recording_input.cpp — what can be said about a recording before its records are read.
#include "sim/trace/recording_input.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#include "sim/trace/byte_source.hpp"
#include "sim/trace/kcat_record.hpp"
#include "sim/trace/kcat_survey.hpp"
#include "sim/trace/line_cursor.hpp"

namespace millrace {
namespace {

constexpr std::size_t kHeadBytes = 64 << 10;       // looked at to tell a format
constexpr std::size_t kSurveyBytesMax = 64 << 20;  // of standard input, held to survey it

bool is_standard_input(const RecordingOptions& options) {
  return !options.text && options.path == kStandardInputPath;
}

Error input_error(const RecordingOptions& options, const std::string& message) {
  return {ErrorCode::kInput, shown_name(options) + " " + message};
}

Result<std::unique_ptr<ByteSource>> open_source(const RecordingOptions& options) {
  if (options.text) return open_text(options.text);
  return open_file(options.path);
}

/// Advice for files that are no text as they are; nothing for all others.
std::string problem_of_encoding(std::string_view head) {
  const auto starts_with = [head](std::string_view magic) {
    return head.substr(0, magic.size()) == magic;
  };
  if (starts_with("\x1f\x8b")) return "is compressed with gzip; unpack it first (gzip -dc FILE)";
  if (starts_with("\x28\xb5\x2f\xfd"))
    return "is compressed with zstd; unpack it first (zstd -dc FILE)";
  if (starts_with("PK\x03\x04")) return "is a zip archive; unpack it first (unzip -p FILE)";
  if (starts_with("PAR1")) return "is a Parquet file; expected CSV, JSON lines or a kcat recording";
  if (starts_with("\xff\xfe") || starts_with("\xfe\xff")) {
    return "is UTF-16; recordings must be UTF-8 (iconv -f UTF-16 -t UTF-8 FILE)";
  }
  return {};
}

std::string quoted_list(const std::vector<SurveyedTopic>& topics) {
  constexpr std::size_t kShownMax = 10;
  std::string list;
  for (std::size_t i = 0; i < std::min(topics.size(), kShownMax); ++i) {
    list += (i == 0 ? "'" : ", '") + topics[i].name + "'";
  }
  return topics.size() > kShownMax ? list + ", …" : list;
}

struct KcatSurvey {
  std::vector<SurveyedTopic> topics;
  bool is_whole = true;
};

Result<KcatSurvey> survey(const RecordingOptions& options, TextWindow& window) {
  KcatSurvey result;
  if (!is_standard_input(options)) {
    MILLRACE_TRY(auto source, open_source(options));
    TextWindow own_window(std::move(source), options.block_bytes);
    MILLRACE_TRY(result.topics, survey_kcat(own_window, options.record_bytes_max));
    return result;
  }
  MILLRACE_TRY(const auto lines,
               sample_lines(window, kSurveyBytesMax, std::numeric_limits<std::uint32_t>::max()));
  result.topics = survey_kcat(lines);
  result.is_whole = window.is_at_end() && window.text().size() <= kSurveyBytesMax;
  return result;
}

}  // namespace

std::string shown_name(const RecordingOptions& options) {
  if (is_standard_input(options)) return "standard input";
  return options.path.empty() ? "the text" : options.path;
}

Result<std::unique_ptr<TextWindow>> open_window(const RecordingOptions& options) {
  MILLRACE_TRY(auto source, open_source(options));
  auto window = std::make_unique<TextWindow>(std::move(source), options.block_bytes);
  MILLRACE_CHECK(window->extend_to(kHeadBytes));
  const std::string problem = problem_of_encoding(window->text());
  if (!problem.empty()) return input_error(options, problem);
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (window->text().substr(0, kByteOrderMark.size()) == kByteOrderMark) {
    window->consume(kByteOrderMark.size());
  }
  return window;
}

Result<TraceFormat> decide_format(const RecordingOptions& options, TextWindow& window) {
  if (options.format) return *options.format;
  MILLRACE_CHECK(window.extend_to(kHeadBytes));
  const auto by_text = trace_format_of_text(window.text());
  if (is_standard_input(options)) return by_text.value_or(TraceFormat::kCsv);
  const auto by_path = trace_format_of_path(options.path);
  if (!by_path) {
    return Error{ErrorCode::kInput, "the ending of '" + options.path +
                                        "' does not tell its format; give --format csv, tsv, " +
                                        "jsonl or kcat"};
  }
  const bool is_kcat = *by_path == TraceFormat::kJsonLines && by_text == TraceFormat::kKcat;
  return is_kcat ? TraceFormat::kKcat : *by_path;
}

Result<KcatOptions> decide_kcat_topic(const RecordingOptions& options, TextWindow& window) {
  MILLRACE_TRY(const KcatSurvey found, survey(options, window));
  if (found.topics.empty()) {
    return input_error(options,
                       "has no record of kcat -J ({\"topic\":…,\"partition\":…,…} a line)");
  }
  KcatOptions kcat;
  kcat.keeps_places = !options.partitioner;
  auto topic = found.topics.begin();
  if (found.topics.size() > 1) {
    const auto is_chosen = [&options](const SurveyedTopic& t) { return t.name == options.topic; };
    topic = std::find_if(found.topics.begin(), found.topics.end(), is_chosen);
    if (topic == found.topics.end()) {
      return input_error(options, "holds records of " + std::to_string(found.topics.size()) +
                                      " topics: " + quoted_list(found.topics) +
                                      "; read FROM one of them");
    }
    kcat.passes_over_other_topics = true;
  }
  kcat.topic = topic->name;
  kcat.partition_count = options.source_partitions.value_or(topic->partition_count);
  if (!found.is_whole && !options.source_partitions) {
    return input_error(options,
                       "is a long kcat recording, and how many partitions its topic has is known "
                       "only at its end; give --source-partitions");
  }
  if (kcat.keeps_places && kcat.partition_count < topic->partition_count) {
    return input_error(options, "has records on partition " +
                                    std::to_string(topic->partition_count - 1) +
                                    ", which contradicts --source-partitions " +
                                    std::to_string(kcat.partition_count) +
                                    "; give --partitioner to lay them out anew");
  }
  return kcat;
}

}  // namespace millrace
