// sim/cli/calibrate_command.cpp — the one place where costs meet a clock.
#include "sim/cli/calibrate_command.hpp"

#include <fmt/format.h>

#include <chrono>

#include "sim/cli/study_output.hpp"
#include "sim/cli/version.hpp"
#include "sim/study/calibration.hpp"

namespace millrace::cli {
namespace {

std::int64_t now_ns() {
  const auto now = std::chrono::steady_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
}

}  // namespace

ExitCode run_calibrate(const CalibrateOptions& options, const CommandIo& io) {
  if (options.repeats < 1 || options.repeats > 1'000) {
    io.error(fmt::format("--repeats takes 1 to 1000, got {}", options.repeats));
    return ExitCode::kBadInput;
  }
  Progress progress(io);
  CalibrationOptions calibration;
  calibration.repeats = options.repeats;
  calibration.on_progress = [&](double share) { progress.show_share("measuring", share); };
  const std::vector<CalibratedCost> costs = calibrate(now_ns, calibration);
  progress.wipe();
  return write_document(cost_file_text(costs, version_text() + ", one core"), options.output_file,
                        io);
}

}  // namespace millrace::cli
