// sim/workload/arrival.hpp — when records come: the interface of all arrival processes and their
// list. A process is a sequence of points of rate 1 (one a unit on average); the rate curve of the
// load stretches it over the run, so that ramps, bursts and pauses work with any of them.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/prng.hpp"
#include "core/base/result.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/scenario_vocabulary.hpp"
#include "sim/workload/parameters.hpp"
#include "sim/workload/rate_curve.hpp"

namespace millrace {

/// One stream of points. Used by one thread. Independent of how the draws are cut into batches.
class ArrivalProcess {
 public:
  virtual ~ArrivalProcess() = default;
  /// The next points, ascending, from 0 on.
  virtual void draw(std::span<double> points) = 0;
};

struct ArrivalContext {
  Prng random;                             // the stream's own
  const Parameters* parameters = nullptr;  // borrowed for the call
  std::int64_t duration_ns = 0;            // of the run
  bool has_recording = false;
};

/// What a process does to a load: its points, and how it bends the rate over time (bursts, day and night).
struct Arrivals {
  std::unique_ptr<ArrivalProcess> process;
  std::vector<RateFactor> factors;  // ascending, apart; empty: none
};

/// An arrival process of the list. Immutable, lives as long as the program.
struct ArrivalInfo {
  std::string_view name;
  std::string_view summary;  // one sentence
  std::span<const std::string_view> aliases = {};
  std::span<const ParameterInfo> parameters = {};
  Result<Arrivals> (*create)(const ArrivalContext&) = nullptr;

  ChoiceInfo choice() const { return {name, summary, aliases, parameters}; }
};

/// In the order of sim/workload/arrivals/arrivals.list.
const std::vector<const ArrivalInfo*>& all_arrivals();

/// Errors (kOption): an unknown name or parameter, what does not fit the run.
Result<Arrivals> make_arrivals(const Choice& choice, Prng random, std::int64_t duration_ns,
                               bool has_recording);

}  // namespace millrace
