// tests/golden/pixels_test.cpp — the measure by which pictures are compared sees what an eye sees.
#include "tests/golden/pixels.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <string>

#include "tests/golden/png_file.hpp"
#include "tests/golden/studio.hpp"

namespace millrace::test {
namespace {

/// A word on a dark ground, at this place, in this colour.
Pixels word(float x, std::uint32_t colour, const char* text = "saturated") {
  Studio studio({200, 60, 1.0f, true, false, 1.0f});
  return studio.draw([&] { ImGui::GetForegroundDrawList()->AddText({x, 20}, colour, text); });
}

}  // namespace

TEST_CASE("a picture is like itself, whatever is drawn") {
  const Pixels picture = word(20, 0xffeeeeee);
  CHECK(difference(picture, picture).visible_pixels == 0);
}

TEST_CASE("one level of one colour is not seen, nor is the rounding of small files") {
  const Pixels picture = word(20, 0xffeeeeee);
  Pixels lighter = picture;
  for (unsigned char& level : lighter.rgb) level = static_cast<unsigned char>(level + 1);
  CHECK_FALSE(differs_visibly(difference(picture, lighter)));
  const std::string path = "golden_rounding.png";
  REQUIRE(write_small_png(picture, path));
  const std::optional<Pixels> read = read_png(path);
  static_cast<void>(std::remove(path.c_str()));
  REQUIRE(read.has_value());
  CHECK_FALSE(differs_visibly(difference(picture, *read)));
}

TEST_CASE("a word that moved by a pixel, another word and another colour are seen") {
  const Pixels picture = word(20, 0xffeeeeee);
  CHECK(differs_visibly(difference(picture, word(21, 0xffeeeeee))));
  CHECK(differs_visibly(difference(picture, word(20, 0xffeeeeee, "saturates"))));
  CHECK(differs_visibly(difference(picture, word(20, 0xff00a0ff))));
  CHECK(differs_visibly(difference(picture, Pixels(200, 61))));
}

TEST_CASE("a difference says where it is") {
  Pixels picture(40, 30);
  const Pixels black = picture;
  for (int y = 10; y < 16; ++y) {
    for (int x = 20; x < 26; ++x) std::fill_n(picture.at(x, y), 3, static_cast<unsigned char>(255));
  }
  const Difference found = difference(black, picture);
  CHECK(found.left == 19);
  CHECK(found.top == 9);
  CHECK(found.right == 27);
  CHECK(found.bottom == 17);
}

TEST_CASE("two triangles that share an edge leave no gap and paint nothing twice") {
  Studio studio({64, 64, 1.0f, true, false, 1.0f});
  const Pixels picture = studio.draw([] {
    ImDrawList& list = *ImGui::GetForegroundDrawList();
    list.Flags = 0;
    const ImU32 half_white = 0x80ffffff;
    list.AddTriangleFilled({7.3f, 5.1f}, {51.7f, 9.9f}, {12.2f, 55.5f}, half_white);
    list.AddTriangleFilled({51.7f, 9.9f}, {55.4f, 58.8f}, {12.2f, 55.5f}, half_white);
  });
  const int inside = picture.at(20, 20)[0];
  const int outside = picture.at(1, 1)[0];
  int others = 0;
  for (int y = 0; y < 64; ++y) {
    for (int x = 0; x < 64; ++x) {
      const int level = picture.at(x, y)[0];
      if (level != inside && level != outside) ++others;
    }
  }
  CHECK(inside > outside);
  CHECK(others == 0);
}

}  // namespace millrace::test
