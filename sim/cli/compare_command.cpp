// sim/cli/compare_command.cpp — scenario → comparison → document → exit code.
#include "sim/cli/compare_command.hpp"

#include <fmt/format.h>

#include "sim/cli/query_options.hpp"
#include "sim/cli/study_output.hpp"
#include "sim/cli/version.hpp"
#include "sim/scenario/quantity.hpp"
#include "sim/study/chrome_trace.hpp"
#include "sim/study/comparison_json.hpp"
#include "sim/study/comparison_prometheus.hpp"
#include "sim/study/comparison_text.hpp"
#include "sim/study/html_report.hpp"

namespace millrace::cli {
namespace {

constexpr StudyFormat kFormats[] = {
    StudyFormat::kText,     StudyFormat::kJson, StudyFormat::kCsv,        StudyFormat::kJsonLines,
    StudyFormat::kMarkdown, StudyFormat::kHtml, StudyFormat::kPrometheus, StudyFormat::kTrace};

std::vector<std::string> strategies_of(const CompareOptions& options) {
  std::vector<std::string> strategies = split_columns(options.strategies);
  if (strategies.empty() && options.is_one) strategies.push_back("");  // the scenario's
  return strategies;
}

std::string document_of(const Comparison& comparison, StudyFormat format, const CommandIo& io,
                        const CompareOptions& options) {
  const bool is_on_terminal = options.output_file.empty() || options.output_file == "-";
  const TextOptions text = {io.color && is_on_terminal, version_text(), options.is_one};
  switch (format) {
    case StudyFormat::kJson:
      return comparison_json(comparison, version_number());
    case StudyFormat::kCsv:
      return comparison_csv(comparison);
    case StudyFormat::kJsonLines:
      return comparison_json_lines(comparison, version_number());
    case StudyFormat::kMarkdown:
      return comparison_markdown(comparison, text);
    case StudyFormat::kHtml:
      return html_report(comparison, version_text());
    case StudyFormat::kPrometheus:
      return comparison_prometheus(comparison);
    case StudyFormat::kText:
    case StudyFormat::kTrace:
      break;
  }
  return comparison_text(comparison, text);
}

ExitCode code_of(const Comparison& comparison, const CompareOptions& options) {
  if (!comparison.meets_expectations()) return ExitCode::kRefusedOrInvalid;
  if (!options.is_one) return ExitCode::kFine;
  switch (comparison.strategies.front().verdict.kind) {
    case VerdictKind::kValid:
      return ExitCode::kFine;
    case VerdictKind::kUnknown:
      return ExitCode::kUnknown;
    case VerdictKind::kInvalid:
    case VerdictKind::kRefused:
      break;
  }
  return ExitCode::kRefusedOrInvalid;
}

ExitCode show_error(const Error& error, const LoadedScenario& loaded, const CommandIo& io) {
  show_scenario_error(error, loaded, io);
  return ExitCode::kBadInput;
}

ExitCode run_at(const CompareOptions& options, const LoadedScenario& loaded,
                const StudyOptions& study, StudyFormat format, const CommandIo& io) {
  const ValueReading<VirtualDuration> at = parse_duration(options.at);
  if (!at.value || at.value->ns < 0) {
    io.error(fmt::format("--at takes a time of the scenario such as 12.5s, got '{}'{}", options.at,
                         at.value ? "" : ": " + at.problem.message));
    return ExitCode::kBadInput;
  }
  const auto snapshots = snapshots_at(loaded.scenario, study, {at.value->ns});
  if (!snapshots) return show_error(snapshots.error(), loaded, io);
  return write_document(format == StudyFormat::kJson ? snapshots_json(snapshots.value())
                                                     : snapshots_text(snapshots.value()),
                        options.output_file, io);
}

}  // namespace

ExitCode run_compare(const CompareOptions& options, const CommandIo& io) {
  const Result<StudyFormat> format =
      study_format(options.format, options.json, options.output_file, kFormats);
  if (!format) {
    io.error(format.error().message);
    return ExitCode::kBadInput;
  }
  const std::optional<LoadedScenario> loaded = load_scenario(options.scenario, io);
  if (!loaded) return ExitCode::kBadInput;
  Progress progress(io);
  StudyOptions study = study_options_for(progress, loaded->folder);
  study.strategies = strategies_of(options);
  study.allow_invalid = options.allow_invalid || loaded->scenario->engine.job.allow_invalid;
  if (!options.at.empty()) return run_at(options, *loaded, study, format.value(), io);

  ChromeTrace trace;
  if (format.value() == StudyFormat::kTrace) {
    study.on_work = [&trace](std::size_t strategy, const WorkSpan& span) {
      trace.add(strategy, span);
    };
  }
  const Result<Comparison> comparison = compare_strategies(loaded->scenario, study);
  progress.wipe();
  if (!comparison) return show_error(comparison.error(), *loaded, io);
  const std::string document = format.value() == StudyFormat::kTrace
                                   ? trace.json(comparison.value())
                                   : document_of(comparison.value(), format.value(), io, options);
  const ExitCode written = write_document(document, options.output_file, io);
  if (written != ExitCode::kFine) return written;
  const std::string failed = expectation_text(comparison.value());
  if (!failed.empty()) io.problem(failed.substr(0, failed.size() - 1));
  return code_of(comparison.value(), options);
}

}  // namespace millrace::cli
