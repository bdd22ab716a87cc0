// sim/workload/distribution.cpp — builds the list from distributions.list; there is no other
// registration.
#include "sim/workload/distribution.hpp"

#include <string>

#include "sim/workload/choice_list.hpp"

namespace millrace {

namespace distributions {
#define X(name) extern const DistributionInfo name;
#include "sim/workload/distributions/distributions.list"
#undef X
}  // namespace distributions

const std::vector<const DistributionInfo*>& all_distributions() {
  static const std::vector<const DistributionInfo*> list = {
#define X(name) &distributions::name,
#include "sim/workload/distributions/distributions.list"
#undef X
  };
  return list;
}

Result<std::unique_ptr<Distribution>> make_distribution(const Choice& choice,
                                                        std::uint64_t value_count, Prng random) {
  MILLRACE_TRY(const DistributionInfo* info,
               choice_named(all_distributions(), choice.name, "distribution"));
  MILLRACE_TRY(const Parameters parameters,
               Parameters::read(info->name, info->parameters, choice.parameters));
  return info->create(
      {.value_count = value_count, .random = std::move(random), .parameters = &parameters});
}

}  // namespace millrace
