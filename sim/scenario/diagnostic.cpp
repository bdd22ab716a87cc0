// sim/scenario/diagnostic.cpp — problems as text.
#include "sim/scenario/diagnostic.hpp"

#include "core/base/result.hpp"

namespace millrace {

namespace {

std::string_view word_of(Severity severity) {
  return severity == Severity::kError ? "error" : "warning";
}

std::string body_of(const Diagnostic& diagnostic) {
  std::string text = diagnostic.message;
  if (!diagnostic.suggestion.empty()) text += " (did you mean '" + diagnostic.suggestion + "'?)";
  return text + " [" + diagnostic.rule_id + "]";
}

}  // namespace

bool operator==(const Diagnostic& a, const Diagnostic& b) {
  return a.severity == b.severity && a.file == b.file && a.place.line == b.place.line &&
         a.place.column == b.place.column && a.span == b.span && a.rule_id == b.rule_id &&
         a.message == b.message && a.suggestion == b.suggestion;
}

std::string to_text(const Diagnostic& diagnostic) {
  std::string text = diagnostic.file;
  if (!text.empty()) text += ":";
  if (diagnostic.span.is_known()) {
    text += std::to_string(diagnostic.place.line) + ":";
    text += std::to_string(diagnostic.place.column) + ":";
  }
  if (!text.empty()) text += " ";
  text += std::string(word_of(diagnostic.severity)) + ": ";
  return text + body_of(diagnostic);
}

std::string render_diagnostic(const Diagnostic& diagnostic, std::string_view source_text) {
  std::string text = to_text(diagnostic);
  if (!diagnostic.span.is_known() || diagnostic.span.end > source_text.size()) return text;
  // The excerpt with its caret is render_error()'s, whose first line is ours already.
  const std::string rendered =
      render_error({ErrorCode::kInput, "", diagnostic.span}, "", source_text);
  const std::size_t line_end = rendered.find('\n');
  if (line_end != std::string::npos) text += rendered.substr(line_end);
  return text;
}

bool has_errors(std::span<const Diagnostic> diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity == Severity::kError) return true;
  }
  return false;
}

}  // namespace millrace
