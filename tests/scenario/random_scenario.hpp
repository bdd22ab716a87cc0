// tests/scenario/random_scenario.hpp — scenarios drawn at random, with every feature
// on or off, and nothing wrong with them.
#pragma once

#include <cstdint>

#include "sim/scenario/scenario.hpp"

namespace millrace::test {

/// The same for the same number, everywhere. Uses the words of some_vocabulary().
Scenario random_scenario(std::uint64_t number);

}  // namespace millrace::test
