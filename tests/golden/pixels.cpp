// tests/golden/pixels.cpp — colours as eyes see them.
#include "tests/golden/pixels.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace millrace::test {
namespace {

float linear(unsigned char level) {
  const float value = static_cast<float>(level) / 255.0f;
  return value <= 0.04045f ? value / 12.92f : std::pow((value + 0.055f) / 1.055f, 2.4f);
}

float lab_root(float value) {
  constexpr float kLow = 216.0f / 24389.0f;
  return value > kLow ? std::cbrt(value) : (24389.0f / 27.0f * value + 16.0f) / 116.0f;
}

const std::array<float, 256>& linear_levels() {
  static const std::array<float, 256> kLevels = [] {
    std::array<float, 256> levels = {};
    for (std::size_t i = 0; i < 256; ++i) levels[i] = linear(static_cast<unsigned char>(i));
    return levels;
  }();
  return kLevels;
}

std::vector<Lab> labs_of(const Pixels& pixels) {
  std::vector<Lab> labs(pixels.rgb.size() / 3);
  for (std::size_t i = 0; i < labs.size(); ++i) labs[i] = lab_of(&pixels.rgb[i * 3]);
  return labs;
}

/// The distance of the 3×3 means around a pixel.
double distance(const std::vector<Lab>& a, const std::vector<Lab>& b, int width, int height, int x,
                int y) {
  Lab sum;
  int count = 0;
  for (int row = std::max(0, y - 1); row <= std::min(height - 1, y + 1); ++row) {
    for (int column = std::max(0, x - 1); column <= std::min(width - 1, x + 1); ++column) {
      const std::size_t at = static_cast<std::size_t>(row) * static_cast<std::size_t>(width) +
                             static_cast<std::size_t>(column);
      sum.l += a[at].l - b[at].l;
      sum.a += a[at].a - b[at].a;
      sum.b += a[at].b - b[at].b;
      ++count;
    }
  }
  const double square = static_cast<double>(sum.l * sum.l + sum.a * sum.a + sum.b * sum.b);
  return std::sqrt(square) / static_cast<double>(count);
}

/// Calls `visit(x, y, distance)` for all that is visible.
template <typename Visit>
void visit_visible(const Pixels& a, const Pixels& b, Visit visit) {
  const std::vector<Lab> of_a = labs_of(a);
  const std::vector<Lab> of_b = labs_of(b);
  for (int y = 0; y < a.height; ++y) {
    for (int x = 0; x < a.width; ++x) {
      const double apart = distance(of_a, of_b, a.width, a.height, x, y);
      if (apart > kVisible) visit(x, y, apart);
    }
  }
}

}  // namespace

Pixels::Pixels(int width_, int height_)
    : width(width_),
      height(height_),
      rgb(static_cast<std::size_t>(width_) * static_cast<std::size_t>(height_) * 3) {}

unsigned char* Pixels::at(int x, int y) {
  return &rgb[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
               static_cast<std::size_t>(x)) *
              3];
}

const unsigned char* Pixels::at(int x, int y) const {
  return &rgb[(static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
               static_cast<std::size_t>(x)) *
              3];
}

Lab lab_of(const unsigned char* rgb) {
  const std::array<float, 256>& linear_of = linear_levels();
  const float r = linear_of[rgb[0]];
  const float g = linear_of[rgb[1]];
  const float b = linear_of[rgb[2]];
  const float x = lab_root((0.4124f * r + 0.3576f * g + 0.1805f * b) / 0.9505f);
  const float y = lab_root(0.2126f * r + 0.7152f * g + 0.0722f * b);
  const float z = lab_root((0.0193f * r + 0.1192f * g + 0.9505f * b) / 1.089f);
  return {116.0f * y - 16.0f, 500.0f * (x - y), 200.0f * (y - z)};
}

Difference difference(const Pixels& a, const Pixels& b) {
  Difference result;
  result.has_other_size = a.width != b.width || a.height != b.height;
  if (result.has_other_size) return result;
  visit_visible(a, b, [&](int x, int y, double apart) {
    const bool is_first = result.visible_pixels++ == 0;
    result.greatest = std::max(result.greatest, apart);
    result.left = is_first ? x : std::min(result.left, x);
    result.top = is_first ? y : std::min(result.top, y);
    result.right = is_first ? x + 1 : std::max(result.right, x + 1);
    result.bottom = is_first ? y + 1 : std::max(result.bottom, y + 1);
  });
  return result;
}

bool differs_visibly(const Difference& difference) {
  return difference.has_other_size || difference.visible_pixels > kVisiblePixelsMax;
}

std::string to_text(const Difference& difference) {
  if (difference.has_other_size) return "another size";
  if (difference.visible_pixels == 0) return "nothing to be seen";
  return std::to_string(difference.visible_pixels) + " pixels differ visibly, by up to " +
         std::to_string(difference.greatest) + ", within " + std::to_string(difference.left) + "," +
         std::to_string(difference.top) + " to " + std::to_string(difference.right) + "," +
         std::to_string(difference.bottom);
}

Pixels marked(const Pixels& expected, const Pixels& actual) {
  Pixels picture = actual;
  for (std::size_t i = 0; i + 2 < picture.rgb.size(); i += 3) {
    const int grey = (picture.rgb[i] + picture.rgb[i + 1] + picture.rgb[i + 2]) / 6 + 64;
    std::fill_n(&picture.rgb[i], 3, static_cast<unsigned char>(grey));
  }
  if (expected.width != actual.width || expected.height != actual.height) return picture;
  visit_visible(expected, actual, [&](int x, int y, double) {
    unsigned char* at = picture.at(x, y);
    at[0] = 255;
    at[1] = 0;
    at[2] = 0;
  });
  return picture;
}

}  // namespace millrace::test
