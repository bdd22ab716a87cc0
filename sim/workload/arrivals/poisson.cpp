// sim/workload/arrivals/poisson.cpp — independent of each other, as from very many clients.
#include <array>

#include "sim/workload/arrivals/poisson_process.hpp"

namespace millrace::arrivals {
namespace {

Result<Arrivals> create(const ArrivalContext& context) {
  return Arrivals{make_poisson_process(context.random), {}};
}

constexpr std::array<std::string_view, 2> kAliases = {"random", "exponential"};

}  // namespace

extern const ArrivalInfo poisson;
const ArrivalInfo poisson = {
    .name = "poisson",
    .summary =
        "Independent of each other, with exponential gaps: many clients that know nothing of "
        "one another",
    .aliases = kAliases,
    .create = create,
};

}  // namespace millrace::arrivals
