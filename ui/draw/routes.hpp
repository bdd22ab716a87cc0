// ui/draw/routes.hpp — where rows go: ribbons from source partitions to workers, or a matrix where there are too many
// for ribbons.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "sim/engine/snapshot.hpp"
#include "ui/draw/core_tank.hpp"
#include "ui/draw/theme.hpp"

namespace millrace {

/// What the mouse points at: a pair, or one side only.
struct RouteHit {
  std::optional<std::uint32_t> source;
  std::optional<std::uint32_t> worker;

  bool is_any() const { return source.has_value() || worker.has_value(); }
};

/// Which routes stand out while the others fade.
struct RouteEmphasis {
  RouteHit end;
  std::span<const std::uint32_t> workers = {};  // of a followed key; empty: no key is followed
  std::span<const std::uint32_t> sources = {};  // that its records came from; empty: not known

  bool is_any() const { return end.is_any() || !workers.empty() || !sources.empty(); }
  bool is_lit(std::uint32_t source, std::uint32_t worker) const;
};

/// Up to this many source partitions are drawn as ribbons.
inline constexpr std::uint32_t kRibbonSourcesMax = 64;
/// Moving dots on all ribbons together.
inline constexpr int kParticlesMax = 300;

struct RibbonLook {
  ImU32 colour = 0;
  /// How far the dots have come, in crossings; nothing: no dots.
  std::optional<double> travelled;
};

/// Ribbon width = rows. Rows that left their natural partition (source mod workers) are hatched.
RouteHit draw_ribbons(ImDrawList& list, ImVec2 min, ImVec2 max, const RouteMatrix& routes,
                      std::span<const WorkerTank> tanks, const RouteEmphasis& emphasis,
                      const RibbonLook& look, const Theme& theme);
/// A cell a pair, brighter = more rows; a frame marks the natural partition.
RouteHit draw_route_matrix(ImDrawList& list, ImVec2 min, ImVec2 max, const RouteMatrix& routes,
                           const RouteEmphasis& emphasis, const Theme& theme);

}  // namespace millrace
