// ui/draw/legend.hpp — what colours, lines and patterns mean, flowing over as many rows as it needs. Entries of
// lines are buttons: a click hides the line or shows it again.
#pragma once

#include <cstdint>

#include "ui/draw/theme.hpp"

namespace millrace {

/// How a legend shows one thing.
enum class Sample : std::uint8_t {
  kLine,     // as a line with its marker
  kFill,     // a filled square
  kHatched,  // a hatched one
  kFrame,    // an outline
  kTick,     // a vertical line
  kTriangle,
};

/// Goes on in the same row where `width` still fits, else in the next one.
void flow(float width, float gap);
/// Room that a legend entry or note with this label takes.
float legend_width(const char* label, const Theme& theme);
/// Whether it was clicked. What is off is drawn faint and struck through.
bool legend_entry(const char* label, const StrategyStyle& style, bool is_on, const char* help,
                  const Theme& theme);
/// An explanation only.
void legend_note(const char* label, Sample sample, ImU32 colour, const char* help,
                 const Theme& theme);

}  // namespace millrace
