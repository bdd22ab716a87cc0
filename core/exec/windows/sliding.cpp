// core/exec/windows/sliding.cpp — overlapping windows: SLIDING(10m, 1m), HOPPING (SIZE 30 SECONDS,
// ADVANCE BY 10 SECONDS).
#include "core/base/text.hpp"
#include "core/exec/windows/aligned_windows.hpp"

namespace millrace::windows {
namespace {

constexpr std::string_view kAliases[] = {"hopping"};
constexpr WindowSignature::Parameter kParameters[] = {{"SIZE"}, {"ADVANCE BY"}};

std::optional<std::string> problem_with(std::span<const std::int64_t> durations_ms) {
  const std::int64_t size_ms = durations_ms[0];
  const std::int64_t advance_ms = durations_ms[1];
  if (size_ms <= 0) return "the size of a window must be at least 1 ms";
  if (advance_ms <= 0) return "the advance of a window must be at least 1 ms";
  const std::int64_t windows_per_row = (size_ms - 1) / advance_ms + 1;
  if (windows_per_row <= kWindowsPerRowMax) return std::nullopt;
  std::string message = "each row would lie in ";
  append_int64(message, windows_per_row);
  message += " windows; the most is ";
  append_int64(message, kWindowsPerRowMax);
  return message;
}

std::unique_ptr<WindowAssigner> make(std::span<const std::int64_t> durations_ms) {
  return std::make_unique<AlignedWindows>(durations_ms[0], durations_ms[1]);
}

}  // namespace

extern const WindowInfo sliding;
const WindowInfo sliding = {
    .signature = {.name = "sliding",
                  .aliases = kAliases,
                  .summary = "windows of one size that start at every multiple of an advance",
                  .parameters = kParameters,
                  .problem_with = problem_with},
    .make = make};

}  // namespace millrace::windows
