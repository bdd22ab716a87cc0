// tests/base/nearest_word_test.cpp — what is offered for a misspelt word.
#include "core/base/nearest_word.hpp"

#include <doctest/doctest.h>

#include <array>

namespace millrace {
namespace {

constexpr std::array<std::string_view, 6> kStrategies = {"always_hash", "smart",  "sticky",
                                                         "round_robin", "fan_in", "sticks"};

TEST_CASE("nearest_word finds the word with one slip of each kind") {
  CHECK(nearest_word("stiky", kStrategies) == "sticky");             // left out
  CHECK(nearest_word("smaart", kStrategies) == "smart");             // doubled
  CHECK(nearest_word("always-hash", kStrategies) == "always_hash");  // replaced
  CHECK(nearest_word("fna_in", kStrategies) == "fan_in");            // swapped
  CHECK(nearest_word("ROUND_ROBIN", kStrategies) == "round_robin");
}

TEST_CASE("nearest_word offers nothing that is far away") {
  CHECK(nearest_word("broadcast", kStrategies).empty());
  CHECK(nearest_word("", kStrategies).empty());
  CHECK(nearest_word("x", kStrategies).empty());
  CHECK(nearest_word(std::string(100000, 's'), kStrategies).empty());
  CHECK(nearest_word("sticky", {}).empty());
}

TEST_CASE("nearest_word accepts a third of the longer word, rounded up, and no more") {
  constexpr std::array<std::string_view, 1> kSix = {"abcdef"};
  CHECK(nearest_word("abcdxy", kSix) == "abcdef");
  CHECK(nearest_word("abcxyz", kSix).empty());
  constexpr std::array<std::string_view, 1> kSeven = {"abcdefg"};
  CHECK(nearest_word("abcdxyz", kSeven) == "abcdefg");
}

TEST_CASE("nearest_word prefers the nearer and then the earlier candidate") {
  CHECK(nearest_word("sticks", kStrategies) == "sticks");
  CHECK(nearest_word("stickx", kStrategies) == "sticky");
}

TEST_CASE("did_you_mean is ready to be appended") {
  CHECK(did_you_mean("stiky", kStrategies) == " (did you mean 'sticky'?)");
  CHECK(did_you_mean("broadcast", kStrategies).empty());
}

}  // namespace
}  // namespace millrace
