// ui/session/command.cpp — the list of what was asked for.
#include "ui/session/command.hpp"

#include <utility>

namespace millrace {

void CommandList::add(Command command) {
  commands_.push_back(std::move(command));
}

namespace {

constexpr double kSteps[] = {1.0, 2.0, 5.0};

}  // namespace

double faster(double speed) {
  for (double power = kSpeedMin; power <= kSpeedMax; power *= 10.0) {
    for (const double step : kSteps) {
      if (step * power > speed * 1.001 && step * power <= kSpeedMax * 1.001) return step * power;
    }
  }
  return kAsFastAsPossible;
}

double slower(double speed) {
  double found = kSpeedMin;
  for (double power = kSpeedMin; power <= kSpeedMax; power *= 10.0) {
    for (const double step : kSteps) {
      if (step * power < speed * 0.999 && step * power <= kSpeedMax * 1.001) found = step * power;
    }
  }
  return found;
}

}  // namespace millrace
