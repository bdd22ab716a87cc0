// sim/cli/calibrate_command.cpp — the one place where costs meet a clock.
#include "sim/cli/calibrate_command.hpp"

#include <fmt/format.h>

#include <chrono>

#include "sim/cli/driver.hpp"
#include "sim/cli/scenario_file.hpp"
#include "sim/cli/study_output.hpp"
#include "sim/cli/version.hpp"
#include "sim/study/calibration.hpp"
#include "sim/study/job_calibration.hpp"

namespace millrace::cli {
namespace {

std::int64_t now_ns() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
}

/// More of a scenario's records say nothing new.
constexpr std::int64_t kRowsMax = 2'000'000;

/// The scenario's job, or the typical one. Nothing, with the error shown, where it cannot be had.
std::optional<CalibratedJob> job_for(const CalibrateOptions& options, const CommandIo& io) {
  if (options.scenario.path.empty()) return typical_job();
  const std::optional<LoadedScenario> loaded = load_scenario(options.scenario, io);
  if (!loaded) return std::nullopt;
  WorkloadFiles files;
  files.folder = loaded->folder;
  Result<CalibratedJob> job = job_of(loaded->scenario, files, kRowsMax);
  if (!job) {
    show_scenario_error(job.error(), *loaded, io);
    return std::nullopt;
  }
  return std::move(job).value();
}

std::string subject_text(const CalibrateOptions& options) {
  const std::string job =
      options.scenario.path.empty() ? "COUNT and SUM by key" : options.scenario.path;
  return fmt::format("{}, {}", version_text(), job);
}

}  // namespace

ExitCode run_calibrate(const CalibrateOptions& options, const CommandIo& io) {
  if (options.repeats < 1 || options.repeats > 1'000) {
    io.error(fmt::format("--repeats takes 1 to 1000, got {}", options.repeats));
    return ExitCode::kBadInput;
  }
  const StageRun run = stage_run();
  if (!run)
    io.note(
        "this build has no threads: what rows cost on their way between cores is not in the "
        "prices");
  std::optional<CalibratedJob> job;
  if (run) {
    job = job_for(options, io);
    if (!job) return ExitCode::kBadInput;
  }
  Progress progress(io);
  CalibrationOptions calibration;
  calibration.repeats = options.repeats;
  calibration.on_progress = [&](double share) { progress.show_share("measuring", share); };
  std::vector<CalibratedCost> costs = calibrate(now_ns, calibration);
  if (job) costs = calibrate_job(std::move(costs), *job, run, options.repeats);
  progress.wipe();
  return write_document(cost_file_text(costs, subject_text(options)), options.output_file, io);
}

}  // namespace millrace::cli
