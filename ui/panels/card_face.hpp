// ui/panels/card_face.hpp — one strategy's card as a picture: marker and name, verdict, rate with its course, figures.
#pragma once

#include <span>
#include <string>

#include "ui/draw/theme.hpp"
#include "ui/panels/card_rows.hpp"
#include "ui/session/view.hpp"

namespace millrace {

struct CardFace {
  ImVec2 min;
  ImVec2 max;
  const RunView& run;
  std::span<const CardRow> rows;
  std::string badge = {};       // "auto"; "" without one
  std::string rate_delta = {};  // against the selected strategy
  std::string shortcut = {};    // "1": the key that selects it
  double fastest = 1.0;         // rows/s at the upper edge of the course
  bool is_selected = false;
  bool is_compared = false;  // beside the selected one
  bool is_hovered = false;
};

void draw_card_face(ImDrawList& list, const CardFace& card, const Theme& theme);

}  // namespace millrace
