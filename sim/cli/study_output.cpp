// sim/cli/study_output.cpp — where a study's document goes, and in which form.
#include "sim/cli/study_output.hpp"

#include <algorithm>

#include "core/base/nearest_word.hpp"
#include "core/base/text.hpp"
#include "sim/cli/stop_request.hpp"

namespace millrace::cli {
namespace {

struct FormatWord {
  std::string_view word;
  StudyFormat format;
  std::string_view ending;  // of files; "" for none
};

constexpr FormatWord kFormats[] = {
    {"text", StudyFormat::kText, ".txt"},        {"json", StudyFormat::kJson, ".json"},
    {"csv", StudyFormat::kCsv, ".csv"},          {"jsonl", StudyFormat::kJsonLines, ".jsonl"},
    {"markdown", StudyFormat::kMarkdown, ".md"}, {"html", StudyFormat::kHtml, ".html"},
    {"prom", StudyFormat::kPrometheus, ".prom"}, {"trace", StudyFormat::kTrace, ""},
};

bool ends_with(std::string_view text, std::string_view ending) {
  return !ending.empty() && text.size() > ending.size() &&
         text.substr(text.size() - ending.size()) == ending;
}

}  // namespace

Result<StudyFormat> study_format(const std::string& format, bool json,
                                 const std::string& output_file,
                                 std::span<const StudyFormat> allowed) {
  const auto is_allowed = [&](StudyFormat wanted) {
    return std::find(allowed.begin(), allowed.end(), wanted) != allowed.end();
  };
  if (json && !format.empty() && to_lower(format) != "json") {
    return Error{ErrorCode::kOption, "--json and --format " + format + " ask for two things"};
  }
  if (json) return StudyFormat::kJson;
  std::vector<std::string_view> words;
  for (const FormatWord& known : kFormats) {
    if (!is_allowed(known.format)) continue;
    words.push_back(known.word);
    if (format.empty() ? ends_with(output_file, known.ending) : to_lower(format) == known.word) {
      return known.format;
    }
  }
  if (format.empty()) return StudyFormat::kText;
  std::string message = "unknown --format '" + format + "': expected ";
  for (std::size_t i = 0; i < words.size(); ++i) {
    message += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + std::string(words[i]);
  }
  const std::string_view near = nearest_word(format, words);
  if (!near.empty()) message += " (did you mean '" + std::string(near) + "'?)";
  return Error{ErrorCode::kOption, std::move(message)};
}

ExitCode write_document(const std::string& document, const std::string& output_file,
                        const CommandIo& io) {
  OutputFile file;
  Status status = file.open(output_file, io.out);
  if (status) status = file.write(document);
  if (status) status = file.close();
  if (status) return ExitCode::kFine;
  io.error(status.error().message);
  return ExitCode::kBadInput;
}

StudyOptions study_options_for(Progress& progress, const std::string& folder) {
  StudyOptions options;
  options.on_progress = [&progress](const StudyProgress& at) {
    progress.show_share(at.doing, at.share);
  };
  options.should_stop = is_stop_requested;
  options.files.folder = folder;
  return options;
}

}  // namespace millrace::cli
