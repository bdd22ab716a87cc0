// ui/draw/heat_map.hpp — rows over time as one texture: a cell a pixel, however many there are.
#pragma once

#include <cstdint>
#include <vector>

#include "ui/draw/plot.hpp"

namespace millrace {

/// Keeps pictures where the screen can draw them. One per window; the platform has a real one, tests a fake.
class TextureStore {
 public:
  virtual ~TextureStore() = default;
  /// The texture of this place (made when there is none) now shows these pixels, row by row, 4 bytes R G B A each.
  virtual ImTextureID show(std::uint32_t place, int width, int height,
                           const std::uint32_t* rgba) = 0;
};

/// Values 0…1 of `row_count` rows; columns of equal length in time. NaN: no value, nothing drawn.
struct HeatMapData {
  int row_count = 0;
  int column_count = 0;
  std::vector<float> values;  // row-major
};

/// Fills the plot, first row on top. Reuses `pixels` between frames.
void draw_heat_map(const Plot& plot, const HeatMapData& data, TextureStore& textures,
                   std::uint32_t place, std::vector<std::uint32_t>& pixels);
/// A bar of the colours from 0 to 1 with both ends named.
void draw_quantity_legend(ImDrawList& list, ImVec2 min, ImVec2 max, const char* low,
                          const char* high, const Theme& theme);

}  // namespace millrace
