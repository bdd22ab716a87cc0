// ui/frame/top_bar.hpp — the bar at the top: scenario, seed, sharing, layout, help and settings.
#pragma once

#include "ui/frame/actions.hpp"

namespace millrace {

/// What is being typed into the seed's field.
struct SeedField {
  std::string text;
  std::uint64_t shown = 0;
  bool is_wrong = false;
};

void draw_top_bar(ActionContext& context, SeedField& seed);
/// The same for a narrow window: what is needed at once, the rest in a menu.
void draw_narrow_bar(ActionContext& context);

}  // namespace millrace
