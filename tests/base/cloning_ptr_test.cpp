// tests/base/cloning_ptr_test.cpp — what holds an object behind an interface is copied like a value.
#include "core/base/cloning_ptr.hpp"

#include <doctest/doctest.h>

#include <type_traits>
#include <vector>

namespace millrace {
namespace {

class Counter {
 public:
  virtual ~Counter() = default;
  virtual int next() = 0;
  virtual std::unique_ptr<Counter> clone() const = 0;
};

class ByStep final : public Counter {
 public:
  explicit ByStep(int step) : step_(step) {}
  int next() override { return at_ += step_; }
  std::unique_ptr<Counter> clone() const override { return std::make_unique<ByStep>(*this); }

 private:
  int step_;
  int at_ = 0;
};

struct Holder {
  std::vector<CloningPtr<Counter>> counters;
};

}  // namespace

TEST_CASE("a copy goes on from where the original stands, and each for itself") {
  Holder original;
  original.counters.push_back(std::make_unique<ByStep>(3));
  original.counters.push_back(nullptr);
  CHECK(original.counters[0]->next() == 3);
  Holder copy = original;
  CHECK(copy.counters[0]->next() == 6);
  CHECK(copy.counters[0]->next() == 9);
  CHECK(original.counters[0]->next() == 6);
  CHECK(!copy.counters[1]);
  copy = original;
  CHECK(copy.counters[0]->next() == 9);
  copy.counters[0] = *&copy.counters[0];  // itself
  CHECK(copy.counters[0]->next() == 12);
}

TEST_CASE("moving takes the object along, and leaves nothing behind") {
  CloningPtr<Counter> from = std::make_unique<ByStep>(1);
  const Counter* object = from.get();
  const CloningPtr<Counter> to = std::move(from);
  CHECK(to.get() == object);
  static_assert(std::is_nothrow_move_constructible_v<CloningPtr<Counter>>);
}

}  // namespace millrace
