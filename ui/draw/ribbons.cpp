// ui/draw/ribbons.cpp — ribbons from partitions to workers, and the dots that travel along them.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "ui/draw/line_chart.hpp"
#include "ui/draw/routes.hpp"

namespace millrace {
namespace {

struct Span {
  float top = 0.0f;
  float bottom = 0.0f;
};

/// Where each end's bar begins and ends, from top to bottom with equal gaps.
std::vector<Span> stack(const std::vector<std::int64_t>& parts, float top, float bottom,
                        float gap) {
  std::vector<Span> spans;
  std::int64_t all = 0;
  for (const std::int64_t part : parts) all += part;
  const auto count = static_cast<float>(parts.size());
  const float room = std::max(1.0f, bottom - top - gap * (count - 1.0f));
  const float least = std::min(2.0f, room / std::max(1.0f, count) * 0.5f);
  const float shared = room - least * count;
  float y = top;
  for (const std::int64_t part : parts) {
    const double share =
        static_cast<double>(part) / static_cast<double>(std::max<std::int64_t>(1, all));
    const float height = least + shared * static_cast<float>(share);
    spans.push_back({y, y + height});
    y += height + gap;
  }
  return spans;
}

float eased(float t) {
  return t * t * (3.0f - 2.0f * t);
}

struct Ribbon {
  std::uint32_t source = 0;
  std::uint32_t worker = 0;
  Span left;
  Span right;
  std::int64_t rows = 0;
  bool is_moved = false;

  Span at(float t) const {
    const float e = eased(t);
    return {left.top + (right.top - left.top) * e, left.bottom + (right.bottom - left.bottom) * e};
  }
};

struct Picture {
  float x_left = 0.0f;
  float x_right = 0.0f;
  std::vector<Span> sources;
  std::vector<Span> workers;
  std::vector<Ribbon> ribbons;
};

Picture lay_out(ImVec2 min, ImVec2 max, const RouteMatrix& routes, const Theme& theme) {
  Picture picture;
  const float label = theme.px(30);
  picture.x_left = min.x + label + theme.px(6);
  picture.x_right = std::max(picture.x_left + 8.0f, max.x - theme.px(112));
  std::vector<std::int64_t> source_rows(routes.source_count);
  std::vector<std::int64_t> worker_rows(routes.worker_count);
  for (std::uint32_t s = 0; s < routes.source_count; ++s) {
    for (std::uint32_t w = 0; w < routes.worker_count; ++w) {
      const std::int64_t rows = routes.rows[std::size_t{s} * routes.worker_count + w];
      source_rows[s] += rows;
      worker_rows[w] += rows;
    }
  }
  picture.sources = stack(source_rows, min.y, max.y, routes.source_count > 24 ? 1.0f : theme.px(3));
  // Workers are equally high, so that their tanks can be compared.
  picture.workers =
      stack(std::vector<std::int64_t>(routes.worker_count, 1), min.y, max.y, theme.px(6));
  std::int64_t worker_rows_max = 1;
  for (const std::int64_t rows : worker_rows) worker_rows_max = std::max(worker_rows_max, rows);
  std::vector<float> worker_at;
  for (const Span& span : picture.workers) worker_at.push_back(span.top);
  for (std::uint32_t s = 0; s < routes.source_count; ++s) {
    float source_at = picture.sources[s].top;
    for (std::uint32_t w = 0; w < routes.worker_count; ++w) {
      const std::int64_t rows = routes.rows[std::size_t{s} * routes.worker_count + w];
      if (rows == 0) continue;
      const double share = static_cast<double>(rows) / static_cast<double>(source_rows[s]);
      const double part = static_cast<double>(rows) / static_cast<double>(worker_rows_max);
      const Span& from = picture.sources[s];
      const Span& to = picture.workers[w];
      const float left = (from.bottom - from.top) * static_cast<float>(share);
      const float right = (to.bottom - to.top) * static_cast<float>(part);
      picture.ribbons.push_back({s,
                                 w,
                                 {source_at, source_at + left},
                                 {worker_at[w], worker_at[w] + right},
                                 rows,
                                 s % routes.worker_count != w});
      source_at += left;
      worker_at[w] += right;
    }
  }
  return picture;
}

/// Edges of a ribbon at a place. Thinner than a pixel it would break into dots: it stays a pixel wide, and is fainter
/// instead.
struct Edge {
  float top = 0.0f;
  float bottom = 0.0f;
  float strength = 1.0f;
};

Edge edge_of(const Ribbon& ribbon, float t, float thinnest) {
  const Span span = ribbon.at(t);
  const float thickness = span.bottom - span.top;
  if (thickness >= thinnest) return {span.top, span.bottom, 1.0f};
  const float middle = (span.top + span.bottom) * 0.5f;
  return {middle - thinnest * 0.5f, middle + thinnest * 0.5f, std::max(0.5f, thickness / thinnest)};
}

/// Stripes across a ribbon: pieces, and how strong every second one of them is.
struct Hatch {
  int steps = 0;  // 0: none
  float gap = 1.0f;
};

/// Straight into the vertex buffer: hundreds of ribbons a frame, each of a dozen pieces. Pieces of hatched ribbons
/// slant, and every second one is left nearly empty.
void draw_ribbon(ImDrawList& list, const Picture& picture, const Ribbon& ribbon, ImU32 colour,
                 Hatch hatch) {
  const bool is_hatched = hatch.steps > 0;
  const int steps = is_hatched ? hatch.steps : 14;
  const float width = picture.x_right - picture.x_left;
  const float height = std::max(ribbon.left.bottom - ribbon.left.top, 2.0f);
  const float slant = is_hatched ? std::min(0.03f, height / std::max(1.0f, width)) : 0.0f;
  const ImVec2 white = ImGui::GetFontTexUvWhitePixel();
  const float thinnest = 1.0f / std::max(0.5f, ImGui::GetIO().DisplayFramebufferScale.y) + 0.1f;
  const ImU32 faint = with_alpha(colour, static_cast<float>(colour >> 24) / 255.0f * hatch.gap);
  list.PrimReserve(steps * 6, steps * 4);
  for (int i = 0; i < steps; ++i) {
    const float a = static_cast<float>(i) / static_cast<float>(steps);
    const float b = static_cast<float>(i + 1) / static_cast<float>(steps);
    const float a_low = std::max(0.0f, a - slant);
    const float b_low = i + 1 == steps ? 1.0f : std::max(0.0f, b - slant);
    const ImU32 piece = is_hatched && i % 2 == 1 ? faint : colour;
    const auto first = static_cast<ImDrawIdx>(list._VtxCurrentIdx);
    const Edge left = edge_of(ribbon, a, thinnest);
    const Edge right = edge_of(ribbon, b, thinnest);
    const float alpha = static_cast<float>(piece >> 24) / 255.0f;
    const ImU32 left_colour = with_alpha(piece, alpha * left.strength);
    const ImU32 right_colour = with_alpha(piece, alpha * right.strength);
    list.PrimWriteVtx({picture.x_left + width * a, left.top}, white, left_colour);
    list.PrimWriteVtx({picture.x_left + width * b, right.top}, white, right_colour);
    list.PrimWriteVtx({picture.x_left + width * b_low, edge_of(ribbon, b_low, thinnest).bottom},
                      white, right_colour);
    list.PrimWriteVtx({picture.x_left + width * a_low, edge_of(ribbon, a_low, thinnest).bottom},
                      white, left_colour);
    for (const ImDrawIdx corner : {0u, 1u, 2u, 0u, 2u, 3u}) list.PrimWriteIdx(first + corner);
  }
}

/// Dots in proportion to rows. Which ribbon and where on it follows from a dot's number alone, so that standing time
/// is a standing picture.
void draw_particles(ImDrawList& list, const Picture& picture, const RouteEmphasis& emphasis,
                    double travelled, ImU32 colour, const Theme& theme) {
  std::vector<double> rows_before;
  double all = 0.0;
  for (const Ribbon& ribbon : picture.ribbons) {
    all += static_cast<double>(ribbon.rows);
    rows_before.push_back(all);
  }
  if (!(all > 0.0)) return;
  const float width = picture.x_right - picture.x_left;
  const float side = theme.px(1.4f);
  const int count = std::min(kParticlesMax, static_cast<int>(width * 0.6f));
  for (int i = 0; i < count; ++i) {
    const double draw = std::fmod(i * 0.6180339887, 1.0) * all;
    const auto found = std::upper_bound(rows_before.begin(), rows_before.end(), draw);
    if (found == rows_before.end()) continue;
    const Ribbon& ribbon = picture.ribbons[static_cast<std::size_t>(found - rows_before.begin())];
    if (!emphasis.is_lit(ribbon.source, ribbon.worker)) continue;
    const auto t = static_cast<float>(std::fmod(travelled + i * 0.7548776662, 1.0));
    const auto across = static_cast<float>(std::fmod(i * 0.5698402910, 1.0));
    const Span span = ribbon.at(t);
    const ImVec2 at = {picture.x_left + width * t,
                       span.top + (span.bottom - span.top) * (0.2f + 0.6f * across)};
    list.AddRectFilled({at.x - side, at.y - side}, {at.x + side, at.y + side}, colour);
  }
}

std::optional<std::uint32_t> end_under(const std::vector<Span>& spans, float y) {
  for (std::uint32_t i = 0; i < spans.size(); ++i) {
    if (y >= spans[i].top - 1.0f && y <= spans[i].bottom + 1.0f) return i;
  }
  return std::nullopt;
}

/// The thinnest ribbon under the mouse: thick ones are easily hit elsewhere.
RouteHit hit_of(const Picture& picture, ImVec2 min, ImVec2 max, const Theme& theme) {
  RouteHit hit;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (mouse.y < min.y || mouse.y > max.y || mouse.x < min.x || mouse.x > max.x) return hit;
  if (mouse.x <= picture.x_left + theme.px(4)) {
    hit.source = end_under(picture.sources, mouse.y);
    return hit;
  }
  if (mouse.x >= picture.x_right - theme.px(4)) {
    hit.worker = end_under(picture.workers, mouse.y);
    return hit;
  }
  const float t = (mouse.x - picture.x_left) / (picture.x_right - picture.x_left);
  float thinnest = 1e9f;
  for (const Ribbon& ribbon : picture.ribbons) {
    const Span span = ribbon.at(t);
    if (mouse.y < span.top - 1.5f || mouse.y > span.bottom + 1.5f) continue;
    if (span.bottom - span.top >= thinnest) continue;
    thinnest = span.bottom - span.top;
    hit = {ribbon.source, ribbon.worker};
  }
  return hit;
}

/// Bars and names of the source partitions; names that would overlap are left out.
void draw_source_ends(ImDrawList& list, float left, const Picture& picture, const Theme& theme) {
  ImFont* font = theme.mono != nullptr ? theme.mono : ImGui::GetFont();
  const float size = font->FontSize * 0.85f;
  float label_free_from = -1e9f;
  for (std::size_t s = 0; s < picture.sources.size(); ++s) {
    const Span& span = picture.sources[s];
    list.AddRectFilled({picture.x_left - theme.px(5), span.top}, {picture.x_left, span.bottom},
                       theme.muted);
    const float y = (span.top + span.bottom - size) * 0.5f;
    if (y < label_free_from) continue;
    label_free_from = y + size;
    list.AddText(font, size, {left, y}, theme.muted, fmt::format("p{}", s).c_str());
  }
}

/// Bars and names of the workers, what their cores do, and their queues.
void draw_worker_ends(ImDrawList& list, float right, const Picture& picture,
                      std::span<const WorkerTank> tanks, const Theme& theme) {
  ImFont* font = theme.mono != nullptr ? theme.mono : ImGui::GetFont();
  const float size = font->FontSize * 0.85f;
  const float x_right = picture.x_right;
  float label_free_from = -1e9f;
  for (std::size_t w = 0; w < picture.workers.size(); ++w) {
    const Span& span = picture.workers[w];
    list.AddRectFilled({x_right, span.top}, {x_right + theme.px(5), span.bottom}, theme.muted);
    const float y = (span.top + span.bottom - size) * 0.5f;
    if (y >= label_free_from) {
      list.AddText(font, size, {x_right + theme.px(9), y}, theme.foreground,
                   fmt::format("w{}", w).c_str());
      label_free_from = y + size;
    }
    if (w >= tanks.size()) continue;
    const float height = std::min(theme.px(11), span.bottom - span.top);
    const float middle = (span.top + span.bottom) * 0.5f;
    const ImVec2 bar_min = {x_right + theme.px(36), middle - height * 0.5f};
    const ImVec2 bar_max = {right - theme.px(18), middle + height * 0.5f};
    draw_core_bar(list, bar_min, bar_max, tanks[w], theme);
    draw_tank(list, {right - theme.px(14), span.top}, {right - theme.px(5), span.bottom},
              tanks[w].fill, theme);
    if (tanks[w].is_down) {
      draw_marker(list, Marker::kCross, {(bar_min.x + bar_max.x) * 0.5f, middle}, theme.px(6),
                  theme.foreground);
    }
  }
}

}  // namespace

bool RouteEmphasis::is_lit(std::uint32_t source, std::uint32_t worker) const {
  if (end.source.has_value() && *end.source != source) return false;
  if (end.worker.has_value() && *end.worker != worker) return false;
  const bool has_source =
      sources.empty() || std::find(sources.begin(), sources.end(), source) != sources.end();
  if (!has_source) return false;
  return workers.empty() || std::find(workers.begin(), workers.end(), worker) != workers.end();
}

RouteHit draw_ribbons(ImDrawList& list, ImVec2 min, ImVec2 max, const RouteMatrix& routes,
                      std::span<const WorkerTank> tanks, const RouteEmphasis& emphasis,
                      const RibbonLook& look, const Theme& theme) {
  if (routes.worker_count == 0 || routes.source_count == 0) return {};
  const Picture picture = lay_out(min, max, routes, theme);
  const RouteHit hit = hit_of(picture, min, max, theme);
  const RouteEmphasis lit = hit.is_any() ? RouteEmphasis{hit, {}} : emphasis;
  // Where many lie over each other, each is fainter. Stripes stand at the same places in all of them: together they are
  // bands, and those that stayed lie over them, whole.
  const auto count = static_cast<float>(std::max<std::size_t>(1, picture.ribbons.size()));
  const bool is_crowded = count > 120.0f;
  const float strength =
      is_crowded ? std::max(0.16f, 0.7f * std::sqrt(60.0f / count)) : (theme.is_dark ? 0.5f : 0.6f);
  const Hatch hatch = is_crowded ? Hatch{34, 0.2f} : Hatch{30, 0.45f};
  for (const bool is_moved : {true, false}) {
    for (const Ribbon& ribbon : picture.ribbons) {
      if (ribbon.is_moved != is_moved) continue;
      const bool is_lit = lit.is_lit(ribbon.source, ribbon.worker);
      float alpha = is_moved ? strength * (is_crowded ? 1.0f : 0.6f) : (is_crowded ? 0.85f : 0.75f);
      if (lit.is_any()) alpha = is_lit ? 0.65f : 0.03f;
      draw_ribbon(list, picture, ribbon, with_alpha(look.colour, alpha),
                  is_moved ? hatch : Hatch{});
    }
  }
  if (look.travelled.has_value())
    draw_particles(list, picture, lit, *look.travelled, mixed(look.colour, theme.foreground, 0.65f),
                   theme);
  draw_source_ends(list, min.x, picture, theme);
  draw_worker_ends(list, max.x, picture, tanks, theme);
  return hit;
}

}  // namespace millrace
