// ui/panels/code_editor.hpp — a text over several lines with line numbers, wavy lines under what is wrong, and a caret
// that can be sent to a place.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "core/base/source_span.hpp"
#include "ui/draw/theme.hpp"

namespace millrace {

struct CodeMark {
  SourceSpan span;       // bytes of the text
  bool is_error = true;  // else a warning
  std::string message;   // hover text

  bool has_place() const { return span.is_known() || span.begin > 0; }
};

class CodeEditor {
 public:
  /// As it was typed last.
  const std::string& text() const { return text_; }
  /// Another text; who was typing has left the field.
  void set_text(std::string text);
  /// Takes `size` at ImGui's cursor. Whether the text was changed.
  bool draw(const char* id, ImVec2 size, std::span<const CodeMark> marks, const Theme& theme);
  /// The caret stands there in the next frame, and the keyboard is the editor's.
  void go_to(std::uint32_t byte) { wanted_ = byte; }
  /// Ctrl+Enter (Cmd+Enter) was pressed while the keyboard was the editor's.
  bool is_run_asked() const { return is_run_asked_; }

 private:
  static int answer(ImGuiInputTextCallbackData* data);

  std::string text_;
  std::optional<std::uint32_t> wanted_;
  bool is_replaced_ = false;
  bool is_run_asked_ = false;
};

/// "✗ 3:10: unknown column …", broken into lines. True when it was clicked: the caret wants to go there.
bool code_mark_text(const std::string& text, const CodeMark& mark, const Theme& theme);

/// The line of `text` around a byte, and below it as many blanks as lead to the byte, and a caret.
std::string caret_lines(const std::string& text, std::uint32_t byte);

}  // namespace millrace
