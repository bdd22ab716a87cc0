// ui/draw/heat_map.cpp — values to colours to one texture.
#include "ui/draw/heat_map.hpp"

#include <array>
#include <cmath>

namespace millrace {
namespace {

std::array<ImU32, 256> colour_table() {
  std::array<ImU32, 256> table = {};
  for (std::size_t i = 0; i < table.size(); ++i)
    table[i] = quantity_colour(static_cast<float>(i) / 255.0f);
  return table;
}

}  // namespace

void draw_heat_map(const Plot& plot, const HeatMapData& data, TextureStore& textures,
                   std::uint32_t place, std::vector<std::uint32_t>& pixels) {
  if (data.row_count <= 0 || data.column_count <= 0) return;
  static const std::array<ImU32, 256> kColours = colour_table();
  pixels.resize(data.values.size());
  for (std::size_t i = 0; i < data.values.size(); ++i) {
    const float value = data.values[i];
    // A comparison that is false for NaN.
    const bool has_value = value == value;
    const float clamped = value < 0.0f ? 0.0f : (value > 1.0f ? 1.0f : value);
    pixels[i] = has_value ? kColours[static_cast<std::size_t>(clamped * 255.0f)] : 0u;
  }
  const ImTextureID texture =
      textures.show(place, data.column_count, data.row_count, pixels.data());
  plot.list->AddImage(texture, plot.min, plot.max);
}

void draw_quantity_legend(ImDrawList& list, ImVec2 min, ImVec2 max, const char* low,
                          const char* high, const Theme& theme) {
  constexpr int kSteps = 24;
  const ImFont* font = ImGui::GetFont();
  const float size = ImGui::GetFontSize() * 0.85f;
  const float low_width = font->CalcTextSizeA(size, 1e9f, 0.0f, low).x + theme.px(4);
  const float high_width = font->CalcTextSizeA(size, 1e9f, 0.0f, high).x + theme.px(4);
  list.AddText(font, size, {min.x, min.y}, theme.muted, low);
  list.AddText(font, size, {max.x - high_width + theme.px(4), min.y}, theme.muted, high);
  const float left = min.x + low_width;
  const float width = (max.x - high_width - left) / static_cast<float>(kSteps);
  for (int i = 0; i < kSteps; ++i) {
    const float x = left + width * static_cast<float>(i);
    list.AddRectFilled({x, min.y + theme.px(2)}, {x + width + 0.5f, max.y - theme.px(2)},
                       quantity_colour(static_cast<float>(i) / static_cast<float>(kSteps - 1)));
  }
}

}  // namespace millrace
