// ui/panels/table.hpp — tables as all panels have them: headings that explain themselves, numbers in the number font
// and flush right.
#pragma once

#include <imgui.h>

#include <span>
#include <string>

#include "ui/draw/theme.hpp"

namespace millrace {

struct Heading {
  const char* name;
  const char* help;       // hover text
  float weight = 1.0f;    // of the width
  bool is_right = false;  // numbers
};

/// Begins a scrolling table with its first row frozen. EndTable() is the caller's, when it returns true.
bool begin_table(const char* id, std::span<const Heading> headings);
void text_cell(const char* text);
/// In the number font; `is_right`: flush right.
void number_cell(const Theme& theme, const char* text, bool is_right = true);
void number_cell(const Theme& theme, const std::string& text, bool is_right = true);

}  // namespace millrace
