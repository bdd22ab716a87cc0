// sim/workload/arrivals/poisson_process.cpp — sums of exponential gaps.
#include "sim/workload/arrivals/poisson_process.hpp"

#include "sim/workload/ziggurat.hpp"

namespace millrace::arrivals {
namespace {

class Poisson final : public ArrivalProcess {
 public:
  explicit Poisson(Prng random) : random_(random) {}

  void draw(std::span<double> points) override {
    for (double& point : points) {
      last_ += draw_exponential(random_);
      point = last_;
    }
  }

 private:
  Prng random_;
  double last_ = 0.0;
};

}  // namespace

std::unique_ptr<ArrivalProcess> make_poisson_process(Prng random) {
  return std::make_unique<Poisson>(random);
}

}  // namespace millrace::arrivals
