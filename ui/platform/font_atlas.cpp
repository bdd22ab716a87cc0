// ui/platform/font_atlas.cpp — Roboto for words, JetBrains Mono for numbers and for the signs that Roboto lacks.
#include "ui/platform/font_atlas.hpp"

#include "ui/platform/fonts.hpp"

namespace millrace {
namespace {

/// Letters, digits, and the signs that panels use. Keys are named in any language: Latin, Greek and Cyrillic letters as
/// far as the font at hand has them.
const ImWchar* glyph_ranges() {
  static const ImWchar kRanges[] = {
      0x20,   0x17f,  0x218,  0x21b,  0x37e,  0x3ce,  0x400,  0x45f,  0x490,  0x491,  0x2013,
      0x2026, 0x20ac, 0x20ac, 0x2190, 0x2194, 0x221e, 0x221e, 0x2264, 0x2265, 0x2282, 0x2288,
      0x22ef, 0x22ef, 0x25a0, 0x25cf, 0x2702, 0x2702, 0x2713, 0x2717, 0x26a0, 0x26a0, 0};
  return kRanges;
}

/// Of headlines: words of the workbench and names of strategies.
const ImWchar* headline_ranges() {
  static const ImWchar kHeadlines[] = {0x20,   0xff,   0x2013, 0x2026, 0x2190, 0x2194, 0x221e,
                                       0x221e, 0x2264, 0x2265, 0x2282, 0x2288, 0x25a0, 0x25cf,
                                       0x2713, 0x2717, 0x26a0, 0x26a0, 0x3bc,  0x3c3,  0};
  return kHeadlines;
}

/// Glyphs are drawn `density` times as large as they are shown. Measuring them in units here, and not by ImFont::Scale,
/// makes ImFont::FontSize the size that is seen.
void measure_in_units(ImFont& font, float density) {
  const float factor = 1.0f / density;
  for (ImFontGlyph& glyph : font.Glyphs) {
    glyph.X0 *= factor;
    glyph.Y0 *= factor;
    glyph.X1 *= factor;
    glyph.Y1 *= factor;
    glyph.AdvanceX *= factor;
  }
  for (float& advance : font.IndexAdvanceX) advance *= factor;
  for (float* length : {&font.FallbackAdvanceX, &font.FontSize, &font.EllipsisWidth,
                        &font.EllipsisCharStep, &font.Ascent, &font.Descent}) {
    *length *= factor;
  }
}

}  // namespace

void load_fonts(Theme& theme, float density) {
  ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
  atlas.Clear();
  const float size = theme.scale * density;
  ImFontConfig config;
  config.FontDataOwnedByAtlas = false;
  config.OversampleH = 2;
  const ImWchar* ranges = glyph_ranges();
  const auto add = [&](const unsigned char* data, std::uint32_t bytes, float height, bool merge) {
    config.MergeMode = merge;
    // ImGui takes a pointer to non-const and, told that the data is not its own, leaves it alone.
    return atlas.AddFontFromMemoryTTF(const_cast<unsigned char*>(data), static_cast<int>(bytes),
                                      height, &config, ranges);
  };
  theme.text = add(kTextFont, kTextFontBytes, 15.0f * size, false);
  add(kMonoFont, kMonoFontBytes, 14.0f * size, true);
  theme.mono = add(kMonoFont, kMonoFontBytes, 13.5f * size, false);
  ranges = headline_ranges();
  theme.large = add(kTextFont, kTextFontBytes, 20.0f * size, false);
  add(kMonoFont, kMonoFontBytes, 18.0f * size, true);
  atlas.Build();
  for (ImFont* font : atlas.Fonts) measure_in_units(*font, density);
}

}  // namespace millrace
