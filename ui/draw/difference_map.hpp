// ui/draw/difference_map.hpp — how two heat maps differ, cell by cell: one colour for more, another for less, none for
// the same (RdBu, Brewer 2003: told apart by the colour-blind, too).
#pragma once

#include "ui/draw/heat_map.hpp"

namespace millrace {

/// -1…1: blue, white where nothing differs, red.
ImU32 difference_colour(float value);
/// As draw_heat_map(), of values -1…1.
void draw_difference_map(const Plot& plot, const HeatMapData& data, TextureStore& textures,
                         std::uint32_t place, std::vector<std::uint32_t>& pixels);
/// A bar of the colours with both ends and the middle named.
void draw_difference_legend(ImDrawList& list, ImVec2 min, ImVec2 max, const char* less,
                            const char* more, const Theme& theme);

}  // namespace millrace
