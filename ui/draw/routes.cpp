// ui/draw/routes.cpp — ribbons, matrix and core bars.
#include "ui/draw/routes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "ui/draw/line_chart.hpp"

namespace millrace {
namespace {

struct Totals {
  std::vector<std::int64_t> sources;
  std::vector<std::int64_t> workers;
  std::int64_t all = 0;
};

Totals totals_of(const RouteMatrix& routes) {
  Totals totals;
  totals.sources.resize(routes.source_count);
  totals.workers.resize(routes.worker_count);
  for (std::uint32_t s = 0; s < routes.source_count; ++s) {
    for (std::uint32_t w = 0; w < routes.worker_count; ++w) {
      const std::int64_t rows = routes.rows[std::size_t{s} * routes.worker_count + w];
      totals.sources[s] += rows;
      totals.workers[w] += rows;
      totals.all += rows;
    }
  }
  return totals;
}

/// Where each end's bar begins and ends, from top to bottom with equal gaps.
std::vector<ImVec2> stack(const std::vector<std::int64_t>& parts, std::int64_t all, float top,
                          float bottom, float gap) {
  std::vector<ImVec2> spans;
  const auto count = static_cast<float>(parts.size());
  const float room = std::max(1.0f, bottom - top - gap * (count - 1.0f));
  const float least = std::min(2.0f, room / std::max(1.0f, count) * 0.5f);
  const float shared = room - least * count;
  float y = top;
  for (const std::int64_t part : parts) {
    const float height =
        least + shared * static_cast<float>(static_cast<double>(part) / static_cast<double>(all));
    spans.push_back({y, y + height});
    y += height + gap;
  }
  return spans;
}

float eased(float t) {
  return t * t * (3.0f - 2.0f * t);
}

struct Ribbon {
  ImVec2 left;   // top and bottom at the source
  ImVec2 right;  // top and bottom at the worker
  bool is_moved = false;
};

void draw_ribbon(ImDrawList& list, float x_left, float x_right, const Ribbon& ribbon,
                 ImU32 colour) {
  constexpr int kSteps = 14;
  for (int i = 0; i < kSteps; ++i) {
    const float a = static_cast<float>(i) / kSteps;
    const float b = static_cast<float>(i + 1) / kSteps;
    const float ea = eased(a);
    const float eb = eased(b);
    const auto at = [&](float t, float e, bool top) {
      const float from = top ? ribbon.left.x : ribbon.left.y;
      const float to = top ? ribbon.right.x : ribbon.right.y;
      return ImVec2{x_left + (x_right - x_left) * t, from + (to - from) * e};
    };
    // Every second piece of what moved is left lighter: hatched along the way.
    const ImU32 piece = ribbon.is_moved && i % 2 == 1
                            ? with_alpha(colour, static_cast<float>(colour >> 24) / 255.0f * 0.45f)
                            : colour;
    list.AddQuadFilled(at(a, ea, true), at(b, eb, true), at(b, eb, false), at(a, ea, false), piece);
  }
}

std::optional<std::uint32_t> end_under(const std::vector<ImVec2>& spans, float y) {
  for (std::uint32_t i = 0; i < spans.size(); ++i) {
    if (y >= spans[i].x - 1.0f && y <= spans[i].y + 1.0f) return i;
  }
  return std::nullopt;
}

bool is_lit(const RouteHit& emphasis, std::uint32_t source, std::uint32_t worker) {
  if (emphasis.source.has_value() && *emphasis.source != source) return false;
  return !emphasis.worker.has_value() || *emphasis.worker == worker;
}

/// Bars and names of the source partitions; names that would overlap are left out.
void draw_source_ends(ImDrawList& list, float left, float x_left,
                      const std::vector<ImVec2>& sources, const Theme& theme) {
  ImFont* font = theme.mono != nullptr ? theme.mono : ImGui::GetFont();
  const float size = font->FontSize * 0.8f;
  float label_free_from = -1e9f;
  for (std::size_t s = 0; s < sources.size(); ++s) {
    list.AddRectFilled({x_left - theme.px(5), sources[s].x}, {x_left, sources[s].y}, theme.muted);
    const float y = (sources[s].x + sources[s].y - size) * 0.5f;
    if (y < label_free_from) continue;
    label_free_from = y + size;
    list.AddText(font, size, {left, y}, theme.muted, fmt::format("p{}", s).c_str());
  }
}

/// The queue of one worker as a tank with the marks of its back-pressure states.
void draw_tank(ImDrawList& list, ImVec2 tank_min, ImVec2 tank_max, double fill,
               const Theme& theme) {
  list.AddRect(tank_min, tank_max, theme.border);
  const float level =
      tank_max.y - (tank_max.y - tank_min.y) * static_cast<float>(std::clamp(fill, 0.0, 1.0));
  list.AddRectFilled({tank_min.x + 1, level}, {tank_max.x - 1, tank_max.y},
                     fill >= 0.85 ? theme.warning : theme.accent);
  if (fill >= 0.95) draw_hatch(list, tank_min, tank_max, theme.window, theme.px(4));
  for (const float mark : {0.70f, 0.85f, 0.95f}) {
    const float mark_y = tank_max.y - (tank_max.y - tank_min.y) * mark;
    list.AddLine({tank_max.x, mark_y}, {tank_max.x + theme.px(3), mark_y}, theme.muted);
  }
}

/// Bars and names of the workers, what their cores do, and their queues.
void draw_worker_ends(ImDrawList& list, float right, float x_right,
                      const std::vector<ImVec2>& workers, std::span<const WorkerTank> tanks,
                      const Theme& theme) {
  ImFont* font = theme.mono != nullptr ? theme.mono : ImGui::GetFont();
  const float size = font->FontSize * 0.8f;
  const float label = theme.px(30);
  for (std::size_t w = 0; w < workers.size(); ++w) {
    list.AddRectFilled({x_right, workers[w].x}, {x_right + theme.px(5), workers[w].y}, theme.muted);
    const float y = (workers[w].x + workers[w].y - size) * 0.5f;
    list.AddText(font, size, {x_right + theme.px(9), y}, theme.foreground,
                 fmt::format("w{}", w).c_str());
    if (w >= tanks.size()) continue;
    const float height = std::min(theme.px(11), workers[w].y - workers[w].x);
    const float middle = (workers[w].x + workers[w].y) * 0.5f;
    const ImVec2 bar_min = {x_right + label + theme.px(8), middle - height * 0.5f};
    const ImVec2 bar_max = {right - theme.px(16), middle + height * 0.5f};
    draw_core_bar(list, bar_min, bar_max, tanks[w], theme);
    draw_tank(list, {right - theme.px(12), workers[w].x}, {right - theme.px(3), workers[w].y},
              tanks[w].fill, theme);
    if (tanks[w].is_down) {
      draw_marker(list, Marker::kCross, {(bar_min.x + bar_max.x) * 0.5f, middle}, theme.px(6),
                  theme.foreground);
    }
  }
}

}  // namespace

void draw_hatch(ImDrawList& list, ImVec2 min, ImVec2 max, ImU32 colour, float distance) {
  list.PushClipRect(min, max, true);
  const float height = max.y - min.y;
  for (float x = min.x - height; x < max.x; x += distance) {
    list.AddLine({x, max.y}, {x + height, min.y}, colour, 1.0f);
  }
  list.PopClipRect();
}

void draw_core_bar(ImDrawList& list, ImVec2 min, ImVec2 max, const WorkerTank& tank,
                   const Theme& theme) {
  const float width = max.x - min.x;
  const float busy_end = min.x + width * static_cast<float>(tank.busy);
  const float held_end = busy_end + width * static_cast<float>(tank.back_pressured);
  list.AddRectFilled(min, max, theme.idle, theme.px(2));
  list.AddRectFilled(min, {busy_end, max.y}, theme.busy, theme.px(2));
  if (held_end > busy_end + 0.5f) {
    list.AddRectFilled({busy_end, min.y}, {held_end, max.y}, theme.back_pressured);
    draw_hatch(list, {busy_end, min.y}, {held_end, max.y}, with_alpha(theme.foreground, 0.6f),
               theme.px(5));
  }
}

RouteHit draw_ribbons(ImDrawList& list, ImVec2 min, ImVec2 max, const RouteMatrix& routes,
                      std::span<const WorkerTank> tanks, const RouteHit& emphasis, ImU32 colour,
                      const Theme& theme) {
  RouteHit hit;
  const Totals totals = totals_of(routes);
  if (totals.all == 0 || routes.worker_count == 0) return hit;
  const float label = theme.px(30);
  const float tank_width = theme.px(74);
  const float x_left = min.x + label + theme.px(6);
  const float x_right = max.x - tank_width - label - theme.px(8);
  const float source_gap = routes.source_count > 24 ? 1.0f : theme.px(3);
  const std::vector<ImVec2> sources = stack(totals.sources, totals.all, min.y, max.y, source_gap);
  // Workers are equally high, so that their tanks can be compared.
  const std::vector<std::int64_t> even(routes.worker_count, 1);
  const std::vector<ImVec2> workers =
      stack(even, static_cast<std::int64_t>(even.size()), min.y, max.y, theme.px(6));

  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (mouse.y >= min.y && mouse.y <= max.y) {
    if (mouse.x >= min.x && mouse.x <= x_left + theme.px(40))
      hit.source = end_under(sources, mouse.y);
    if (mouse.x >= x_right - theme.px(40) && mouse.x <= max.x)
      hit.worker = end_under(workers, mouse.y);
  }
  const RouteHit lit = hit.source.has_value() || hit.worker.has_value() ? hit : emphasis;

  std::vector<float> source_at;
  for (const ImVec2& span : sources) source_at.push_back(span.x);
  std::vector<float> worker_at;
  for (const ImVec2& span : workers) worker_at.push_back(span.x);
  std::int64_t ribbons = 0;
  for (const std::int64_t rows : routes.rows) ribbons += rows > 0 ? 1 : 0;
  // Where many lie over each other, each is fainter, and stripes would only flicker.
  const bool is_crowded = ribbons > 120;
  const float strength =
      is_crowded ? std::max(0.06f, 0.5f * std::sqrt(60.0f / static_cast<float>(ribbons)) * 0.5f)
                 : 0.5f;
  std::int64_t worker_rows_max = 1;
  for (const std::int64_t rows : totals.workers) worker_rows_max = std::max(worker_rows_max, rows);
  for (std::uint32_t s = 0; s < routes.source_count; ++s) {
    for (std::uint32_t w = 0; w < routes.worker_count; ++w) {
      const std::int64_t rows = routes.rows[std::size_t{s} * routes.worker_count + w];
      if (rows == 0) continue;
      const auto share =
          static_cast<float>(static_cast<double>(rows) /
                             static_cast<double>(std::max<std::int64_t>(1, totals.sources[s])));
      const auto part =
          static_cast<float>(static_cast<double>(rows) / static_cast<double>(worker_rows_max));
      Ribbon ribbon;
      const float left_height = (sources[s].y - sources[s].x) * share;
      const float right_height = (workers[w].y - workers[w].x) * part;
      ribbon.left = {source_at[s], source_at[s] + left_height};
      ribbon.right = {worker_at[w], worker_at[w] + right_height};
      const bool is_moved = s % routes.worker_count != w;
      ribbon.is_moved = is_moved && !is_crowded;
      source_at[s] += left_height;
      worker_at[w] += right_height;
      const bool is_pointed_at = lit.source.has_value() || lit.worker.has_value();
      const float full = is_crowded && !is_moved ? 0.6f : (is_pointed_at ? 0.5f : strength);
      const float alpha = is_lit(lit, s, w) ? full : 0.03f;
      draw_ribbon(list, x_left, x_right, ribbon, with_alpha(colour, alpha));
    }
  }
  draw_source_ends(list, min.x, x_left, sources, theme);
  draw_worker_ends(list, max.x, x_right, workers, tanks, theme);
  return hit;
}

RouteHit draw_route_matrix(ImDrawList& list, ImVec2 min, ImVec2 max, const RouteMatrix& routes,
                           const RouteHit& emphasis, const Theme& theme) {
  RouteHit hit;
  if (routes.source_count == 0 || routes.worker_count == 0) return hit;
  std::int64_t most = 1;
  for (const std::int64_t rows : routes.rows) most = std::max(most, rows);
  const float left = min.x + theme.px(34);
  const float top = min.y + theme.px(16);
  const float cell_width = (max.x - left) / static_cast<float>(routes.worker_count);
  const float cell_height = (max.y - top) / static_cast<float>(routes.source_count);
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (mouse.x >= left && mouse.x < max.x && mouse.y >= top && mouse.y < max.y) {
    hit.worker = static_cast<std::uint32_t>((mouse.x - left) / cell_width);
    hit.source = static_cast<std::uint32_t>((mouse.y - top) / cell_height);
  }
  ImFont* font = theme.mono != nullptr ? theme.mono : ImGui::GetFont();
  const float size = font->FontSize * 0.8f;
  for (std::uint32_t s = 0; s < routes.source_count; ++s) {
    const float y = top + cell_height * static_cast<float>(s);
    for (std::uint32_t w = 0; w < routes.worker_count; ++w) {
      const float x = left + cell_width * static_cast<float>(w);
      const std::int64_t rows = routes.rows[std::size_t{s} * routes.worker_count + w];
      const ImVec2 cell_max = {x + cell_width - 0.5f,
                               y + cell_height - (cell_height > 4.0f ? 0.5f : 0.0f)};
      if (rows > 0) {
        const float share = std::sqrt(static_cast<float>(rows) / static_cast<float>(most));
        const float alpha = is_lit(emphasis, s, w) ? 1.0f : 0.25f;
        list.AddRectFilled({x, y}, cell_max, with_alpha(quantity_colour(share), alpha));
      }
      if (s % routes.worker_count == w)
        list.AddRect({x, y}, cell_max, with_alpha(theme.foreground, 0.35f));
    }
    if (cell_height >= size || s % static_cast<std::uint32_t>(std::ceil(size / cell_height)) == 0) {
      list.AddText(font, size, {min.x, y}, theme.muted, fmt::format("p{}", s).c_str());
    }
  }
  for (std::uint32_t w = 0; w < routes.worker_count; ++w) {
    const float x = left + cell_width * (static_cast<float>(w) + 0.5f);
    if (cell_width < theme.px(22) && w % 4 != 0) continue;
    list.AddText(font, size, {x - theme.px(7), min.y}, theme.muted, fmt::format("w{}", w).c_str());
  }
  return hit;
}

}  // namespace millrace
