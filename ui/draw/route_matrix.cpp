// ui/draw/route_matrix.cpp — partitions by workers as cells.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/draw/routes.hpp"

namespace millrace {
namespace {

struct Grid {
  float left = 0.0f;
  float top = 0.0f;
  float cell_width = 1.0f;
  float cell_height = 1.0f;
};

void draw_cells(ImDrawList& list, const Grid& grid, const RouteMatrix& routes,
                const RouteEmphasis& emphasis, const Theme& theme) {
  std::int64_t most = 1;
  for (const std::int64_t rows : routes.rows) most = std::max(most, rows);
  const float gap = grid.cell_height > 4.0f ? 0.5f : 0.0f;
  for (std::uint32_t s = 0; s < routes.source_count; ++s) {
    const float y = grid.top + grid.cell_height * static_cast<float>(s);
    for (std::uint32_t w = 0; w < routes.worker_count; ++w) {
      const float x = grid.left + grid.cell_width * static_cast<float>(w);
      const std::int64_t rows = routes.rows[std::size_t{s} * routes.worker_count + w];
      const ImVec2 end = {x + grid.cell_width - 0.5f, y + grid.cell_height - gap};
      if (rows > 0) {
        const float share = std::sqrt(static_cast<float>(rows) / static_cast<float>(most));
        const float alpha = emphasis.is_lit(s, w) ? 1.0f : 0.2f;
        list.AddRectFilled({x, y}, end, with_alpha(quantity_colour(share), alpha));
      }
      if (s % routes.worker_count != w) continue;
      if (grid.cell_height >= 3.0f) {
        list.AddRect({x, y}, end, with_alpha(theme.foreground, 0.6f));
      } else {
        list.AddRectFilled({x, y}, {x + 2.0f, end.y}, with_alpha(theme.foreground, 0.6f));
      }
    }
  }
}

}  // namespace

RouteHit draw_route_matrix(ImDrawList& list, ImVec2 min, ImVec2 max, const RouteMatrix& routes,
                           const RouteEmphasis& emphasis, const Theme& theme) {
  RouteHit hit;
  if (routes.source_count == 0 || routes.worker_count == 0) return hit;
  ImFont* font = theme.mono != nullptr ? theme.mono : ImGui::GetFont();
  const float size = font->FontSize * 0.85f;
  Grid grid = {min.x + theme.px(38), min.y + size + theme.px(3)};
  grid.cell_width = std::max(1.0f, (max.x - grid.left) / static_cast<float>(routes.worker_count));
  grid.cell_height = std::max(0.25f, (max.y - grid.top) / static_cast<float>(routes.source_count));
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (mouse.x >= grid.left && mouse.x < max.x && mouse.y >= grid.top && mouse.y < max.y) {
    const auto worker = static_cast<std::uint32_t>((mouse.x - grid.left) / grid.cell_width);
    const auto source = static_cast<std::uint32_t>((mouse.y - grid.top) / grid.cell_height);
    hit.worker = std::min(worker, routes.worker_count - 1);
    hit.source = std::min(source, routes.source_count - 1);
  }
  draw_cells(list, grid, routes, emphasis, theme);
  const auto step = static_cast<std::uint32_t>(std::ceil((size + 1.0f) / grid.cell_height));
  for (std::uint32_t s = 0; s < routes.source_count; s += std::max(1u, step)) {
    list.AddText(font, size, {min.x, grid.top + grid.cell_height * static_cast<float>(s)},
                 theme.muted, fmt::format("p{}", s).c_str());
  }
  const auto worker_step = static_cast<std::uint32_t>(std::ceil(theme.px(26) / grid.cell_width));
  for (std::uint32_t w = 0; w < routes.worker_count; w += std::max(1u, worker_step)) {
    const float x = grid.left + grid.cell_width * (static_cast<float>(w) + 0.5f);
    list.AddText(font, size, {x - theme.px(7), min.y}, theme.muted, fmt::format("w{}", w).c_str());
  }
  if (hit.is_any()) {
    const float x = grid.left + grid.cell_width * static_cast<float>(*hit.worker);
    const float y = grid.top + grid.cell_height * static_cast<float>(*hit.source);
    list.AddRect({x, y}, {x + grid.cell_width, y + std::max(2.0f, grid.cell_height)},
                 theme.foreground, 0.0f, 0, theme.px(1.5f));
  }
  return hit;
}

}  // namespace millrace
