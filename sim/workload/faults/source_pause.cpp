// sim/workload/faults/source_pause.cpp — partitions that give nothing for a while: idle, or stalled
// with records piling up behind.
#include <array>

#include "sim/workload/workload_faults.hpp"

namespace millrace::faults {
namespace {

Status apply(const WorkloadFaultContext& context, WorkloadEffects& effects) {
  PauseEffect pause;
  pause.span = context.span;
  if (context.parameters.has("partition")) {
    pause.partition = static_cast<std::uint32_t>(context.parameters.integer("partition"));
  }
  const bool is_held = context.parameters.text("mode") == "held";
  pause.mode = is_held ? PauseMode::kHeld : PauseMode::kSilent;
  effects.pauses.push_back(pause);
  return {};
}

constexpr std::array<std::string_view, 2> kModes = {"silent", "held"};
constexpr std::array kParameters = {
    ParameterInfo{.name = "partition",
                  .summary = "Which source partition; left out, all of them",
                  .kind = ParameterKind::kSourcePartition,
                  .minimum = 0.0,
                  .maximum = 1'000'000.0},
    ParameterInfo{.name = "mode",
                  .summary =
                      "silent: nothing is written meanwhile; held: it is written, and can be "
                      "read only when the pause is over, all at once",
                  .kind = ParameterKind::kWord,
                  .default_text = "silent",
                  .words = kModes},
};
constexpr std::array<std::string_view, 2> kAliases = {"pause_source", "idle_source"};

}  // namespace

extern const WorkloadFaultInfo source_pause;
const WorkloadFaultInfo source_pause = {
    .name = "source_pause",
    .summary = "A source partition gives nothing for a while",
    .aliases = kAliases,
    .parameters = kParameters,
    .apply = apply,
};

}  // namespace millrace::faults
