// sim/workload/arrivals/constant.cpp — evenly spaced: record k is due when k records are.
#include <array>

#include "sim/workload/arrival.hpp"

namespace millrace::arrivals {
namespace {

class Constant final : public ArrivalProcess {
 public:
  void draw(std::span<double> points) override {
    for (double& point : points) {
      point = next_;
      next_ += 1.0;
    }
  }

 private:
  double next_ = 0.0;
};

Result<Arrivals> create(const ArrivalContext& /*context*/) {
  return Arrivals{std::make_unique<Constant>(), {}};
}

constexpr std::array<std::string_view, 2> kAliases = {"even", "fixed"};

}  // namespace

extern const ArrivalInfo constant;
const ArrivalInfo constant = {
    .name = "constant",
    .summary = "Evenly spaced, the first at the start of the run",
    .aliases = kAliases,
    .create = create,
};

}  // namespace millrace::arrivals
