// sim/cli/sweep_command.cpp — options → grid → table.
#include "sim/cli/sweep_command.hpp"

#include "sim/cli/query_options.hpp"
#include "sim/cli/scenario_words.hpp"
#include "sim/cli/study_output.hpp"
#include "sim/cli/version.hpp"
#include "sim/study/sweep.hpp"
#include "sim/study/sweep_text.hpp"

namespace millrace::cli {
namespace {

constexpr StudyFormat kFormats[] = {StudyFormat::kText, StudyFormat::kJson, StudyFormat::kCsv,
                                    StudyFormat::kJsonLines, StudyFormat::kMarkdown};
constexpr std::uint32_t kReplicationsMax = 10'000;

/// What was typed, checked.
struct Request {
  StudyFormat format = StudyFormat::kText;
  std::vector<std::string> measures;
  SweepOptions sweep;
};

Result<Request> request_of(const SweepCommandOptions& options) {
  Request request;
  MILLRACE_TRY(request.format,
               study_format(options.format, options.json, options.output_file, kFormats));
  MILLRACE_TRY(request.measures, table_measures(split_columns(options.measures)));
  MILLRACE_TRY(request.sweep, sweep_options_of(options));
  return request;
}

std::string document_of(const SweepResult& result, const Request& request,
                        const Scenario& scenario) {
  switch (request.format) {
    case StudyFormat::kJson:
      return sweep_json(result, scenario.name, scenario.seed, version_number());
    case StudyFormat::kCsv:
      return sweep_csv(result);
    case StudyFormat::kJsonLines:
      return sweep_json_lines(result);
    default:
      return sweep_text(result, request.measures, request.format == StudyFormat::kMarkdown);
  }
}

}  // namespace

Result<SweepOptions> sweep_options_of(const SweepCommandOptions& options) {
  SweepOptions sweep;
  for (const std::string& text : options.vary) {
    MILLRACE_TRY(SweepAxis axis, parse_axis(text));
    sweep.axes.push_back(std::move(axis));
  }
  MILLRACE_TRY(sweep.warm_up, parse_warm_up(options.warm_up));
  if (options.replications < 1 || options.replications > kReplicationsMax) {
    return Error{ErrorCode::kOption,
                 "--replications takes 1 to 10000, got " + std::to_string(options.replications)};
  }
  sweep.replications = options.replications;
  sweep.has_verdicts = options.has_verdicts;
  sweep.vocabulary = &scenario_words();
  sweep.study.strategies = split_columns(options.strategies);
  sweep.study.allow_invalid = options.allow_invalid;
  return sweep;
}

ExitCode run_sweep(const SweepCommandOptions& options, const CommandIo& io) {
  Result<Request> request = request_of(options);
  if (!request) {
    io.error(request.error().message);
    return ExitCode::kBadInput;
  }
  const std::optional<LoadedScenario> loaded = load_scenario(options.scenario, io);
  if (!loaded) return ExitCode::kBadInput;
  Progress progress(io);
  SweepOptions& sweep_options = request.value().sweep;
  StudyOptions study = study_options_for(progress, loaded->folder);
  study.strategies = sweep_options.study.strategies;
  study.allow_invalid =
      sweep_options.study.allow_invalid || loaded->scenario->engine.job.allow_invalid;
  sweep_options.study = std::move(study);
  const Result<SweepResult> result = sweep(*loaded->scenario, sweep_options);
  progress.wipe();
  if (!result) {
    show_scenario_error(result.error(), *loaded, io);
    return ExitCode::kBadInput;
  }
  return write_document(document_of(result.value(), request.value(), *loaded->scenario),
                        options.output_file, io);
}

}  // namespace millrace::cli
