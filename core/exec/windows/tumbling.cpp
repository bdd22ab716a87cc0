// core/exec/windows/tumbling.cpp — windows side by side: TUMBLING(1m), TUMBLING (SIZE 30 SECONDS).
#include "core/exec/windows/aligned_windows.hpp"

namespace millrace::windows {
namespace {

constexpr WindowSignature::Parameter kParameters[] = {{"SIZE"}};

std::optional<std::string> problem_with(std::span<const std::int64_t> durations_ms) {
  if (durations_ms[0] > 0) return std::nullopt;
  return "the size of a window must be at least 1 ms";
}

std::unique_ptr<WindowAssigner> make(std::span<const std::int64_t> durations_ms) {
  return std::make_unique<AlignedWindows>(durations_ms[0], durations_ms[0]);
}

}  // namespace

extern const WindowInfo tumbling;
const WindowInfo tumbling = {.signature = {.name = "tumbling",
                                           .aliases = {},
                                           .summary = "windows of one size, side by side",
                                           .parameters = kParameters,
                                           .problem_with = problem_with},
                             .make = make};

}  // namespace millrace::windows
