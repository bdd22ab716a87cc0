// ui/frame/tour.hpp — the 90-second tour: seven stops at the trading floor, each with a place to look at.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "ui/frame/actions.hpp"

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
/// The bundled scenario that it shows.
inline constexpr const char* kTourScenario = "trading-floor.yaml";

struct Box {
  ImVec2 min;
  ImVec2 max;

  bool is_empty() const { return max.x <= min.x || max.y <= min.y; }
};

/// Where the parts stood in this frame; empty where a layout has none.
struct TourPlaces {
  Box query;
  Box cards;
  Box group;
  Box time;
};

class Tour {
 public:
  bool is_on() const { return is_on_; }
  std::size_t stop() const { return stop_; }
  /// The panel that the present stop is about; "" when no tour is on.
  std::string_view panel() const;

  void start(std::size_t stop = 0);
  /// Ends it where it stands: nothing goes back to what it was before. It is not offered any more.
  void leave(ViewSettings& settings);
  void next(ViewSettings& settings);
  void back();

  /// Enter and the right arrow go on, the left one back, Esc leaves; while no text is typed and no popup is open.
  void read_keys(ActionContext& context);
  /// What the stop asks for, once; loads the trading floor first.
  void arrive(ActionContext& context);
  /// Rings around what is lit, and the card beside them.
  void draw(ActionContext& context, const TourPlaces& places);

 private:
  void draw_card(ActionContext& context);

  bool is_on_ = false;
  std::size_t stop_ = 0;
  bool is_arriving_ = false;
  bool wants_scenario_ = false;
  float height_ = 0.0f;  // of the card, as drawn last
};

/// "▶ 90-second tour" and a cross that takes the offer away; nothing once it is not offered any more. True: start it.
bool draw_tour_offer(const Theme& theme, ViewSettings& settings);
/// Width of the offer with the gap before it; 0 where there is none.
float tour_offer_width(const Theme& theme, const ViewSettings& settings);

}  // namespace millrace
