// tests/scenario/share_link_test.cpp — a scenario goes into a link and comes out of it; what a link suffers on its way
// is noticed.
#include "sim/scenario/share_link.hpp"

#include <doctest/doctest.h>

#include <string>

#include "sim/scenario/packed_text.hpp"

namespace millrace::test {
namespace {

const std::string kText =
    "version: 1\nname: l\xc3\xa4nge\nquery: SELECT a, COUNT(*) FROM t GROUP BY a\n# a comment "
    "stays\n";

SharedScenario shared() {
  SharedScenario scenario;
  scenario.text = kText;
  scenario.name = "my scenario & more.yaml";
  scenario.at = VirtualTime{12'345'678'900};
  scenario.strategy = "round_robin";
  scenario.compared = "two_phase";
  scenario.shown = {"round_robin", "two_phase"};
  scenario.key = "trader 7,&";
  scenario.run_hash = 0x0123456789abcdefULL;
  scenario.version = "0.1.0";
  return scenario;
}

}  // namespace

TEST_CASE("a link gives back what it was made of") {
  const std::string fragment = share_fragment(shared());
  const auto read = read_share_fragment(fragment);
  REQUIRE(read.has_value());
  CHECK(read.value() == shared());
  CHECK(fragment.substr(0, 3) == "#s=");
  CHECK(
      fragment.find(
          "&n=my%20scenario%20%26%20more.yaml&t=12.3456789&r=round_robin&c=two_phase&a=round_robin,"
          "two_phase&k=trader%207%2C%26&h=0123456789abcdef&v=0.1.0") != std::string::npos);
}

TEST_CASE("an address before the fragment and parameters of later versions are left aside") {
  const std::string fragment = share_fragment(shared());
  const auto read =
      read_share_fragment("https://example.org/m/?view=text" + fragment + "&z=1&zz=&q");
  REQUIRE(read.has_value());
  CHECK(read.value() == shared());
}

TEST_CASE("only the text is needed") {
  SharedScenario scenario;
  scenario.text = kText;
  const std::string fragment = share_fragment(scenario);
  CHECK(fragment == "#s=" + pack_text(kText));
  const auto read = read_share_fragment(fragment);
  REQUIRE(read.has_value());
  CHECK(read.value() == scenario);
}

TEST_CASE("packing writes the same letters everywhere, and reads what Python's zlib writes") {
  // base64.urlsafe_b64encode(zlib.compress(b"version: 1\n", 9)), without padding
  const auto text = unpack_text("eNorSy0qzszPs1Iw5AIAGfwDnA", 100);
  REQUIRE_MESSAGE(text.has_value(), text.error().message);
  CHECK(text.value() == "version: 1\n");
  CHECK(pack_text("version: 1\n") == "eF4rSy0qzszPs1Iw5AIAGfwDnA");
  CHECK(unpack_text(pack_text(""), 10).value() == "");
}

TEST_CASE("texts of every length survive") {
  std::string text;
  for (int i = 0; i < 3000; ++i) {
    if (i % 7 == 0 || i < 40) {
      const auto back = unpack_text(pack_text(text), 4000);
      REQUIRE(back.has_value());
      CHECK(back.value() == text);
    }
    text += static_cast<char>((i * 37 + i / 11) & 0xff);
  }
}

TEST_CASE("whatever happens to a link is said, and nothing of it is used") {
  const std::string packed = pack_text(kText + kText);
  for (std::size_t i = 1; i < packed.size(); ++i) {
    const auto cut = unpack_text(packed.substr(0, packed.size() - i), 10'000);
    CHECK_FALSE(cut.has_value());
  }
  int unnoticed = 0;
  for (std::size_t i = 0; i < packed.size(); ++i) {
    std::string changed = packed;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    const auto read = unpack_text(changed, 10'000);
    if (read.has_value() && read.value() != kText + kText) ++unnoticed;
  }
  CHECK(unnoticed == 0);
  CHECK(unpack_text("not base64!", 100).error().message.find("letter") != std::string::npos);
  CHECK_FALSE(unpack_text("", 100).has_value());
  CHECK_FALSE(unpack_text("A", 100).has_value());
  CHECK_FALSE(read_share_fragment("#t=3").has_value());
  CHECK_FALSE(read_share_fragment("").has_value());
  CHECK_FALSE(read_share_fragment("#s=").has_value());
}

TEST_CASE("a link that unpacks to more than a scenario can be is refused") {
  const std::string bomb = pack_text(std::string(3 << 20, ' '));
  CHECK(bomb.size() < kShareFragmentBytesMax);
  CHECK(read_share_fragment("#s=" + bomb).error().message.find("more than") != std::string::npos);
  CHECK_FALSE(
      read_share_fragment("#s=" + std::string(kShareFragmentBytesMax + 1, 'A')).has_value());
}

TEST_CASE("a time that is none is left aside") {
  for (const char* time : {"-1", "1e9", "x", "99999999999", ""}) {
    const auto read = read_share_fragment("#s=" + pack_text(kText) + "&t=" + time);
    REQUIRE(read.has_value());
    CHECK_FALSE(read.value().at.has_value());
  }
}

}  // namespace millrace::test
