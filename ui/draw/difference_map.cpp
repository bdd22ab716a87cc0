// ui/draw/difference_map.cpp — eleven colours, and what lies between them.
#include "ui/draw/difference_map.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace millrace {
namespace {

constexpr std::array<std::uint32_t, 11> kColours = {0x053061, 0x2166ac, 0x4393c3, 0x92c5de,
                                                    0xd1e5f0, 0xf7f7f7, 0xfddbc7, 0xf4a582,
                                                    0xd6604d, 0xb2182b, 0x67001f};

ImU32 packed(std::uint32_t rgb) {
  return IM_COL32(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff, 0xff);
}

}  // namespace

ImU32 difference_colour(float value) {
  const float place =
      (std::clamp(value, -1.0f, 1.0f) + 1.0f) * 0.5f * static_cast<float>(kColours.size() - 1);
  const auto low = std::min(static_cast<std::size_t>(place), kColours.size() - 2);
  return mixed(packed(kColours[low]), packed(kColours[low + 1]), place - static_cast<float>(low));
}

void draw_difference_map(const Plot& plot, const HeatMapData& data, TextureStore& textures,
                         std::uint32_t place, std::vector<std::uint32_t>& pixels) {
  if (data.row_count <= 0 || data.column_count <= 0) return;
  pixels.resize(data.values.size());
  for (std::size_t i = 0; i < data.values.size(); ++i)
    pixels[i] = std::isnan(data.values[i]) ? 0u : difference_colour(data.values[i]);
  plot.list->AddImage(textures.show(place, data.column_count, data.row_count, pixels.data()),
                      plot.min, plot.max);
}

void draw_difference_legend(ImDrawList& list, ImVec2 min, ImVec2 max, const char* less,
                            const char* more, const Theme& theme) {
  constexpr int kSteps = 21;
  const ImFont* font = ImGui::GetFont();
  const float size = ImGui::GetFontSize() * 0.85f;
  const float less_width = font->CalcTextSizeA(size, 1e9f, 0.0f, less).x + theme.px(4);
  const float more_width = font->CalcTextSizeA(size, 1e9f, 0.0f, more).x + theme.px(4);
  list.AddText(font, size, min, theme.muted, less);
  list.AddText(font, size, {max.x - more_width + theme.px(4), min.y}, theme.muted, more);
  const float left = min.x + less_width;
  const float width = (max.x - more_width - left) / static_cast<float>(kSteps);
  for (int i = 0; i < kSteps; ++i) {
    const float x = left + width * static_cast<float>(i);
    list.AddRectFilled({x, min.y + theme.px(2)}, {x + width + 0.5f, max.y - theme.px(2)},
                       difference_colour(static_cast<float>(i) / (kSteps - 1) * 2.0f - 1.0f));
  }
  // Where nothing differs, in the light theme, too.
  list.AddRect({left, min.y + theme.px(2)}, {max.x - more_width, max.y - theme.px(2)},
               theme.border);
}

}  // namespace millrace
