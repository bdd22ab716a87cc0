// ui/draw/routes.hpp — where rows go: ribbons from source partitions to workers, or a matrix where there are too many
// for ribbons.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "sim/engine/snapshot.hpp"
#include "ui/draw/theme.hpp"

namespace millrace {

/// What the mouse points at: a pair, or one side only.
struct RouteHit {
  std::optional<std::uint32_t> source;
  std::optional<std::uint32_t> worker;
};

/// Up to this many source partitions are drawn as ribbons.
inline constexpr std::uint32_t kRibbonSourcesMax = 64;

/// How one worker's end of the picture looks.
struct WorkerTank {
  double fill = 0.0;  // 0…1 of its queue
  double idle = 1.0;
  double busy = 0.0;
  double back_pressured = 0.0;
  bool is_down = false;
};

/// Ribbon width = rows. Rows that left their natural partition (source mod workers) are hatched. `emphasis`: the
/// routes of this end stand out, the others fade.
RouteHit draw_ribbons(ImDrawList& list, ImVec2 min, ImVec2 max, const RouteMatrix& routes,
                      std::span<const WorkerTank> tanks, const RouteHit& emphasis, ImU32 colour,
                      const Theme& theme);
/// A cell a pair, brighter = more rows; a frame marks the natural partition.
RouteHit draw_route_matrix(ImDrawList& list, ImVec2 min, ImVec2 max, const RouteMatrix& routes,
                           const RouteHit& emphasis, const Theme& theme);

/// Idle, busy and back-pressured as one bar of whole width; the last part hatched.
void draw_core_bar(ImDrawList& list, ImVec2 min, ImVec2 max, const WorkerTank& tank,
                   const Theme& theme);
/// Diagonal lines inside a rectangle.
void draw_hatch(ImDrawList& list, ImVec2 min, ImVec2 max, ImU32 colour, float distance);

}  // namespace millrace
