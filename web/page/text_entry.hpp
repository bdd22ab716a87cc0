// web/page/text_entry.hpp — the field that is typed into, for phones: their keyboards need a real text field, whose
// text then takes the place of what the canvas's field held.
#pragma once

#include <optional>
#include <string>

namespace millrace {

struct TextEntry {
  std::string text;
  bool is_multiline = false;
};

/// Of the field that has the keyboard; nothing when none has.
std::optional<TextEntry> text_entry();

/// Replaces the field's text, as if it had been typed; `enter` completes it where it has one line. The keys arrive with
/// the next frames. REQUIRES: `text` is the clipboard's, too, where it is not empty.
void replace_text(const std::string& text, bool enter);
/// Ctrl+V, as if it had been pressed.
void press_paste();

}  // namespace millrace
