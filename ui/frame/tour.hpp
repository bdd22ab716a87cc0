// ui/frame/tour.hpp — the 90-second tour: walking its stops, its card, and rings around what is to be looked at.
#pragma once

#include <string_view>

#include "ui/frame/actions.hpp"
#include "ui/frame/tour_stops.hpp"

namespace millrace {

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
  float floor_y = 0.0f;  // lower end of the panels: the card stands above it
};

class Tour {
 public:
  bool is_on() const { return is_on_; }
  std::size_t stop() const { return stop_; }  // counted from 0
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

/// "▶ 90-second tour", and a cross that takes the offer away for ever. True: start it.
bool draw_tour_offer(const Theme& theme, ViewSettings& settings);
/// Its width, with the gap before it.
float tour_offer_width(const Theme& theme);

}  // namespace millrace
