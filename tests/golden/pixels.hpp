// tests/golden/pixels.hpp — a picture in memory, and how far two of them are apart to an eye.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace millrace::test {

/// Opaque; R G B, the top row first.
struct Pixels {
  Pixels() = default;
  Pixels(int width_, int height_);

  unsigned char* at(int x, int y);
  const unsigned char* at(int x, int y) const;

  int width = 0;
  int height = 0;
  std::vector<unsigned char> rgb;
};

/// CIE L*a*b* (1976, D65): distances in it are those that eyes see.
struct Lab {
  float l = 0.0f;
  float a = 0.0f;
  float b = 0.0f;
};
Lab lab_of(const unsigned char* rgb);

/// What an eye would notice between two pictures.
struct Difference {
  bool has_other_size = false;
  int visible_pixels = 0;  // whose neighbourhood differs by more than kVisible
  double greatest = 0.0;   // CIE 1976 ΔE of the worst neighbourhood
  int left = 0;            // the rectangle around all that differs, half-open
  int top = 0;
  int right = 0;
  int bottom = 0;
};

/// ΔE from which a difference counts. 2.3 is just noticeable on large areas; neighbourhoods of 3×3 pixels hide more.
inline constexpr double kVisible = 7.0;
/// A few pixels at rounded corners may differ between compilers; a moved letter has more.
inline constexpr int kVisiblePixelsMax = 12;

/// In CIE L*a*b*, each pixel as the mean of its 3×3 neighbourhood: what anti-aliasing moves is not seen, what layout
/// moves is.
Difference difference(const Pixels& a, const Pixels& b);
bool differs_visibly(const Difference& difference);
std::string to_text(const Difference& difference);
/// `actual` in grey, what differs in red.
Pixels marked(const Pixels& expected, const Pixels& actual);

}  // namespace millrace::test
