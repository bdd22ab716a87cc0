// web/page/studies.cpp — the commands, with memory for their files.
#include "web/page/studies.hpp"

#include <cstdio>
#include <cstdlib>
#include <memory>

#include "sim/cli/query_command.hpp"
#include "sim/cli/version.hpp"
#include "sim/scenario/scenario_reading.hpp"
#include "sim/study/comparison_json.hpp"
#include "sim/trace/trace_format.hpp"
#include "web/page/json_fields.hpp"
#include "web/page/view_json.hpp"

namespace millrace {
namespace {

using Json = nlohmann::ordered_json;

Json parsed(const std::string& text) {
  return Json::parse(text, nullptr, false);
}

/// A stream into memory.
class TextStream {
 public:
  TextStream() : file_(open_memstream(&text_, &bytes_)) {}
  ~TextStream() {
    if (file_ != nullptr) std::fclose(file_);
    std::free(text_);
  }
  TextStream(const TextStream&) = delete;
  TextStream& operator=(const TextStream&) = delete;
  std::FILE* file() { return file_; }
  std::string text() {
    std::fflush(file_);
    return {text_, bytes_};
  }

 private:
  char* text_ = nullptr;
  std::size_t bytes_ = 0;
  std::FILE* file_;
};

/// A file of the page's own memory for as long as it lives.
class MemoryFile {
 public:
  MemoryFile(const char* path, const std::string& text) : path_(path) {
    std::FILE* file = std::fopen(path, "wb");
    if (file == nullptr) return;
    is_written_ = std::fwrite(text.data(), 1, text.size(), file) == text.size();
    is_written_ = std::fclose(file) == 0 && is_written_;
  }
  ~MemoryFile() { std::remove(path_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  bool is_written() const { return is_written_; }

 private:
  const char* path_;
  bool is_written_ = false;
};

void take_text(const Json& request, const char* name, std::string& option) {
  if (std::optional<std::string> text = text_in(request, name)) option = std::move(*text);
}

template <typename Count>
void take_count(const Json& request, const char* name, std::optional<Count>& option) {
  const std::optional<double> number = number_in(request, name);
  if (number.has_value() && *number >= 0.0 && *number < 1e9) option = static_cast<Count>(*number);
}

cli::QueryOptions options_of(const Json& request, const char* input) {
  cli::QueryOptions options;
  cli::JobOptions& job = options.job;
  take_text(request, "sql", job.sql);
  take_text(request, "schema", job.schema);
  take_text(request, "key", job.key);
  job.partitioner = text_in(request, "partitioner");
  take_count(request, "source_partitions", job.source_partitions);
  take_text(request, "processor", job.processor);
  take_count(request, "partitions", job.partitions);
  take_text(request, "strategy", job.strategy);
  take_text(request, "selector", job.selector);
  take_text(request, "merge", job.merge);
  job.allow_invalid = flag_in(request, "allow_invalid").value_or(false);
  options.input = input;
  take_text(request, "format", options.format);
  take_text(request, "topic", options.topic);
  take_text(request, "time", options.time_column);
  take_text(request, "max_out_of_orderness", options.max_out_of_orderness);
  take_text(request, "late_policy", options.late_policy);
  take_text(request, "failure_policy", options.failure_policy);
  options.changelog = flag_in(request, "changelog").value_or(false);
  options.changes_per_batch = flag_in(request, "changes_per_batch").value_or(false);
  options.json = true;
  return options;
}

}  // namespace

Json compared(const std::string& text, const SessionFiles& files) {
  const ScenarioReading reading = read_scenario(text, "scenario.yaml", files.surroundings);
  if (!reading.scenario.has_value()) {
    Json answer = error_json("the scenario cannot be run");
    answer["error"]["problems"] = problems_json(reading.diagnostics);
    return answer;
  }
  StudyOptions options;
  options.files = files.workload;
  const Result<Comparison> comparison =
      compare_strategies(std::make_shared<const Scenario>(*reading.scenario), options);
  if (!comparison) return error_json(comparison.error().message);
  return parsed(comparison_json(comparison.value(), cli::version_number()));
}

Json queried(const Json& request) {
  constexpr const char* kInput = "/recording";
  const std::optional<std::string> input = text_in(request, "input");
  if (!text_in(request, "sql").has_value() || !input.has_value()) {
    return error_json("query wants {sql, input}: a statement, and the recording's text");
  }
  cli::QueryOptions options = options_of(request, kInput);
  if (options.format.empty()) {  // a text in memory has no name that would tell
    constexpr std::size_t kHeadBytes = 1 << 16;
    const std::optional<TraceFormat> format =
        trace_format_of_text(std::string_view(*input).substr(0, kHeadBytes));
    if (!format.has_value()) return error_json("the recording is empty");
    options.format = name_of(*format);
  }
  const MemoryFile file(kInput, *input);
  if (!file.is_written()) return error_json("the recording does not fit into memory");
  TextStream out;
  TextStream err;
  cli::CommandIo io;
  io.out = out.file();
  io.err = err.file();
  const cli::ExitCode code = run_query(options, io);
  Json answer = parsed(out.text());
  if (answer.is_discarded()) {
    answer = error_json(err.text());
  } else {
    answer["notes"] = err.text();
  }
  answer["exit_code"] = static_cast<int>(code);
  return answer;
}

}  // namespace millrace
