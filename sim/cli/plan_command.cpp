// sim/cli/plan_command.cpp — options → target → plan.
#include "sim/cli/plan_command.hpp"

#include <fmt/format.h>

#include "sim/cli/query_options.hpp"
#include "sim/cli/study_output.hpp"
#include "sim/cli/version.hpp"
#include "sim/scenario/quantity.hpp"
#include "sim/study/capacity_plan.hpp"

namespace millrace::cli {
namespace {

constexpr std::uint32_t kCoresMax = 1024;

Result<CapacityTarget> target_of(const PlanCommandOptions& options) {
  CapacityTarget target;
  if (!options.rate.empty()) {
    const ValueReading<double> rate = parse_rate(options.rate);
    if (!rate.value || *rate.value <= 0.0) {
      return Error{ErrorCode::kOption,
                   fmt::format("--rate takes a rate such as 200k/s, got '{}'", options.rate)};
    }
    target.rate = *rate.value;
  }
  if (!options.p99.empty()) {
    const ValueReading<VirtualDuration> p99 = parse_duration(options.p99);
    if (!p99.value || p99.value->ns <= 0) {
      return Error{ErrorCode::kOption,
                   fmt::format("--p99 takes a duration such as 50ms, got '{}'", options.p99)};
    }
    target.p99_ns = static_cast<double>(p99.value->ns);
  }
  if (options.cores_max < 1 || options.cores_max > kCoresMax) {
    return Error{ErrorCode::kOption,
                 fmt::format("--cores-max takes 1 to {}, got {}", kCoresMax, options.cores_max)};
  }
  target.cores_max = options.cores_max;
  return target;
}

}  // namespace

ExitCode run_plan(const PlanCommandOptions& options, const CommandIo& io) {
  const Result<CapacityTarget> target = target_of(options);
  if (!target) {
    io.error(target.error().message);
    return ExitCode::kBadInput;
  }
  const std::optional<LoadedScenario> loaded = load_scenario(options.scenario, io);
  if (!loaded) return ExitCode::kBadInput;
  const Scenario& scenario = *loaded->scenario;
  Progress progress(io);
  StudyOptions study = study_options_for(progress, loaded->folder);
  study.strategies = split_columns(options.strategies);
  const Result<CapacityPlan> plan = plan_capacity(scenario, target.value(), study);
  progress.wipe();
  if (!plan) {
    show_scenario_error(plan.error(), *loaded, io);
    return ExitCode::kBadInput;
  }
  const std::string document =
      options.json ? capacity_json(plan.value(), scenario.name, scenario.seed, version_number())
                   : capacity_text(plan.value(), scenario.name);
  const ExitCode written = write_document(document, options.output_file, io);
  if (written != ExitCode::kFine) return written;
  return plan.value().best.empty() ? ExitCode::kRefusedOrInvalid : ExitCode::kFine;
}

}  // namespace millrace::cli
