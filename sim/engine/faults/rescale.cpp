// sim/engine/faults/rescale.cpp — the job gets another number of workers: it drains, moves the state
// of every group whose place changes, and goes on.
#include <array>

#include "core/job/job_spec.hpp"
#include "sim/engine/fault_timeline.hpp"
#include "sim/engine/world.hpp"

namespace millrace::engine_faults {
namespace {

void begin(World& world, const Parameters& parameters) {
  PlanChange change;
  change.worker_count = static_cast<std::uint32_t>(parameters.integer("workers"));
  world.request(std::move(change));
}

constexpr std::array<std::string_view, 2> kAliases = {"count", "to"};
constexpr std::array kParameters = {
    ParameterInfo{.name = "workers",
                  .summary = "How many workers there are from then on",
                  .kind = ParameterKind::kInteger,
                  .is_required = true,
                  .minimum = 1.0,
                  .maximum = kWorkersMax,
                  .aliases = kAliases},
};

}  // namespace

extern const FaultInfo rescale;
const FaultInfo rescale = {
    .name = "rescale",
    .summary = "The job gets another number of workers, and states move",
    .parameters = kParameters,
    .begin = begin,
};

}  // namespace millrace::engine_faults
