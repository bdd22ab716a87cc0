// sim/workload/arrivals/trace.cpp — at the pace of a recording, which the recorded topic knows itself.
#include <array>

#include "sim/workload/arrival.hpp"

namespace millrace::arrivals {
namespace {

Result<Arrivals> create(const ArrivalContext& context) {
  if (context.has_recording) return Arrivals{};
  return Error{ErrorCode::kOption, "trace arrivals need topic.recording", {}};
}

constexpr std::array<std::string_view, 2> kAliases = {"recorded", "replay"};

}  // namespace

extern const ArrivalInfo trace;
const ArrivalInfo trace = {
    .name = "trace",
    .summary = "As recorded: a recorded topic's own pace, times recording_speed",
    .aliases = kAliases,
    .create = create,
};

}  // namespace millrace::arrivals
