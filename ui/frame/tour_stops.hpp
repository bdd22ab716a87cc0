// ui/frame/tour_stops.hpp — the table of the tour: what each stop says, shows and lights.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ui/session/view.hpp"

namespace millrace {

/// Parts of the window that a stop puts a ring around; several together.
enum TourLight : std::uint8_t {
  kLightQuery = 1,
  kLightCards = 2,
  kLightGroup = 4,  // the one that the stop's panel stands in
  kLightTime = 8,
};

/// What the time does on arrival.
enum class TourTime : std::uint8_t {
  kPlays,       // from the start, where it is over
  kHeld,        // stands, where there is something to see
  kFirstWrong,  // goes to the first wrong result, and stands
};

struct TourStop {
  const char* title;
  /// At most two sentences; numbers are those of the view.
  std::string (*text)(const WorkbenchView& view);
  const char* panel;     // comes to the front
  const char* strategy;  // is selected where the scenario runs it; null: none
  std::uint8_t lights;   // of TourLight
  TourTime time;
};

/// In the order in which they are walked.
std::span<const TourStop> tour_stops();
/// Of the runs; nothing where the scenario does not run it.
std::optional<std::size_t> find_run(const WorkbenchView& view, std::string_view strategy);
/// The run with the first wrong result of all, or else split group, and its instant; null when there is none.
const RunView* first_wrong(const WorkbenchView& view, VirtualTime& at);
/// The bundled scenario that it shows.
inline constexpr const char* kTourScenario = "trading-floor.yaml";

}  // namespace millrace
