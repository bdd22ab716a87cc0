// sim/cli/lint_command.cpp — reads each file as `run` would, and runs none.
#include "sim/cli/lint_command.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "sim/cli/scenario_file.hpp"
#include "sim/scenario/diagnostic.hpp"

namespace millrace::cli {
namespace {

using Json = nlohmann::ordered_json;

struct Findings {
  std::vector<Diagnostic> all;
  std::size_t errors = 0;
  std::size_t warnings = 0;

  void add(Diagnostic diagnostic) {
    ++(diagnostic.severity == Severity::kError ? errors : warnings);
    all.push_back(std::move(diagnostic));
  }
};

Diagnostic unreadable(const std::string& file, const Error& error) {
  Diagnostic diagnostic;
  diagnostic.file = file;
  diagnostic.rule_id = "unreadable-file";
  diagnostic.message = error.message;
  return diagnostic;
}

/// Nothing when an option is wrong, which is shown.
std::optional<Findings> check_files(const LintOptions& options, const CommandIo& io) {
  Findings findings;
  for (const std::string& path : options.files) {
    Result<ScenarioFile> file = read_scenario_file({path, std::nullopt, options.settings});
    if (file.has_value()) {
      for (Diagnostic& diagnostic : file.value().reading.diagnostics) {
        findings.add(std::move(diagnostic));
      }
    } else if (file.error().code == ErrorCode::kOption) {
      io.error(file.error().message);
      return std::nullopt;
    } else {
      findings.add(unreadable(path, file.error()));
    }
  }
  return findings;
}

Json json_of(const Diagnostic& diagnostic) {
  Json json = {{"file", diagnostic.file}, {"line", nullptr}, {"column", nullptr}};
  if (diagnostic.span.is_known()) {
    json["line"] = diagnostic.place.line;
    json["column"] = diagnostic.place.column;
  }
  json["severity"] = diagnostic.severity == Severity::kError ? "error" : "warning";
  json["rule"] = diagnostic.rule_id;
  json["message"] = diagnostic.message;
  json["suggestion"] = diagnostic.suggestion.empty() ? Json(nullptr) : Json(diagnostic.suggestion);
  return json;
}

std::string text_of(const Findings& findings, const LintOptions& options) {
  if (!options.json) {
    std::string lines;
    for (const Diagnostic& diagnostic : findings.all) lines += to_text(diagnostic) + "\n";
    return lines;
  }
  Json diagnostics = Json::array();
  for (const Diagnostic& diagnostic : findings.all) diagnostics.push_back(json_of(diagnostic));
  const Json document = {{"files", options.files.size()},
                         {"errors", findings.errors},
                         {"warnings", findings.warnings},
                         {"diagnostics", std::move(diagnostics)}};
  // A file that is not UTF-8 can lend its bytes to a message.
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string counted(std::size_t count, const char* what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

}  // namespace

ExitCode run_lint(const LintOptions& options, const CommandIo& io) {
  const std::optional<Findings> findings = check_files(options, io);
  if (!findings.has_value()) return ExitCode::kBadInput;
  OutputFile out;
  Status written = out.open(options.output_file, io.out);
  if (written.has_value()) written = out.write(text_of(*findings, options));
  if (written.has_value()) written = out.close();
  if (!written.has_value()) {
    io.error(written.error().message);
    return ExitCode::kBadInput;
  }
  const std::string files = counted(options.files.size(), "file");
  if (findings->all.empty()) {
    io.note(files + ", no problems");
  } else {
    io.note(files + ", " + counted(findings->errors, "error") + ", " +
            counted(findings->warnings, "warning"));
  }
  const bool is_wrong = findings->errors > 0 || (options.strict && findings->warnings > 0);
  return is_wrong ? ExitCode::kBadInput : ExitCode::kFine;
}

}  // namespace millrace::cli
