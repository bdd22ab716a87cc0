// sim/workload/arrival.cpp — builds the list from arrivals.list; there is no other registration.
#include "sim/workload/arrival.hpp"

#include "sim/workload/choice_list.hpp"

namespace millrace {

namespace arrivals {
#define X(name) extern const ArrivalInfo name;
#include "sim/workload/arrivals/arrivals.list"
#undef X
}  // namespace arrivals

const std::vector<const ArrivalInfo*>& all_arrivals() {
  static const std::vector<const ArrivalInfo*> list = {
#define X(name) &arrivals::name,
#include "sim/workload/arrivals/arrivals.list"
#undef X
  };
  return list;
}

Result<Arrivals> make_arrivals(const Choice& choice, Prng random, std::int64_t duration_ns,
                               bool has_recording) {
  MILLRACE_TRY(const ArrivalInfo* info,
               choice_named(all_arrivals(), choice.name, "arrival process"));
  MILLRACE_TRY(const Parameters parameters,
               Parameters::read(info->name, info->parameters, choice.parameters));
  return info->create({.random = random,
                       .parameters = &parameters,
                       .duration_ns = duration_ns,
                       .has_recording = has_recording});
}

}  // namespace millrace
