// ui/draw/choice_bar.hpp — one of a few, side by side: smaller than radio buttons, and all choices in sight.
#pragma once

#include <span>

#include "ui/draw/theme.hpp"

namespace millrace {

struct ChoiceLabel {
  const char* label;
  const char* help;  // hover text
};

/// Whether another one was chosen; `chosen` is its index then. `id` is unique in its panel.
bool choice_bar(const char* id, std::span<const ChoiceLabel> labels, int& chosen,
                const Theme& theme);

}  // namespace millrace
