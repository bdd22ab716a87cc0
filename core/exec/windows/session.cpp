// core/exec/windows/session.cpp — windows of activity per group: SESSION(30s). Rows at most a gap
// apart belong together.
#include "core/base/assert.hpp"
#include "core/exec/window.hpp"

namespace millrace::windows {
namespace {

constexpr WindowSignature::Parameter kParameters[] = {{""}};

/// Sessions are found by the executor, which knows the other rows of the group; only the gap is
/// said here.
class SessionWindows final : public WindowAssigner {
 public:
  explicit SessionWindows(std::int64_t gap_ms) : gap_ms_(gap_ms) {}

  std::int64_t length_ms() const override { return gap_ms_; }
  std::int64_t step_ms() const override { return 0; }
  std::uint32_t windows_per_row_max() const override { return 1; }
  void assign(std::span<const std::int64_t>, std::span<std::int64_t>,
              std::span<std::uint32_t>) const override {
    MILLRACE_ASSERT(false && "sessions are merged, not assigned");
  }
  std::int64_t session_gap_ms() const override { return gap_ms_; }

 private:
  std::int64_t gap_ms_;
};

std::optional<std::string> problem_with(std::span<const std::int64_t> durations_ms) {
  // A gap of 0 is a session per instant: rows of one millisecond belong together.
  if (durations_ms[0] >= 0) return std::nullopt;
  return "the gap of a session must not be negative";
}

std::unique_ptr<WindowAssigner> make(std::span<const std::int64_t> durations_ms) {
  return std::make_unique<SessionWindows>(durations_ms[0]);
}

}  // namespace

extern const WindowInfo session;
const WindowInfo session = {
    .signature = {.name = "session",
                  .aliases = {},
                  .summary = "windows of activity per group, ended by a gap without rows",
                  .parameters = kParameters,
                  .problem_with = problem_with,
                  .is_session = true},
    .make = make};

}  // namespace millrace::windows
