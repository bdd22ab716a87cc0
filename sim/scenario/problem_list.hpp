// sim/scenario/problem_list.hpp — collects what is wrong with a scenario, and knows where in which text each
// key stands, so
// that checks of a scenario's meaning can speak of paths ("topic.key[0]") and still be shown at a place.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/diagnostic.hpp"
#include "sim/scenario/scenario_reading.hpp"
#include "sim/scenario/value_problem.hpp"

namespace millrace {

/// So many are kept; who has more fixes these first.
inline constexpr std::uint32_t kDiagnosticsMax = 200;

/// Where a key and its value stand.
struct KeyPlace {
  std::uint32_t text = 0;  // index of ProblemList's texts
  SourceSpan key;          // not known for items of a list
  SourceSpan value;
};

enum class PlacePart : std::uint8_t { kKey, kValue };

class ProblemList {
 public:
  /// Returns the text's index.
  std::uint32_t add_text(std::string name, std::string text);
  void remember(const std::string& path, KeyPlace place) { places_[path] = place; }
  /// `path` and all below it stand where `other` has them, in this list's `text`: an override.
  void replace_places(std::string_view path, const ProblemList& other, std::uint32_t text);
  /// Null when the path does not stand in a text.
  const KeyPlace* find(std::string_view path) const;

  /// At a span of a text.
  void add(Severity severity, std::uint32_t text, ValueProblem problem);
  void add(Diagnostic diagnostic);
  /// At a path, or at the nearest key around it that stands in a text; else the message says the path.
  void error_at(std::string_view path, ValueProblem problem, PlacePart part = PlacePart::kValue) {
    add_at(Severity::kError, path, std::move(problem), part);
  }
  void warn_at(std::string_view path, ValueProblem problem, PlacePart part = PlacePart::kValue) {
    add_at(Severity::kWarning, path, std::move(problem), part);
  }

  bool has_errors() const { return millrace::has_errors(diagnostics_); }
  /// Whether something in the value of `path`, or its key, is wrong: what follows from it need not be said as well.
  bool has_errors_at(std::string_view path) const;
  bool has_errors_in(std::uint32_t text, SourceSpan span) const;
  bool is_full() const { return diagnostics_.size() >= kDiagnosticsMax; }
  const std::vector<ScenarioText>& texts() const { return texts_; }

  /// In the order of their places, without those that a text silences; what was collected is given away.
  std::vector<Diagnostic> take_diagnostics();
  std::vector<ScenarioText> take_texts() { return std::move(texts_); }

 private:
  void add_at(Severity severity, std::string_view path, ValueProblem problem, PlacePart part);

  std::vector<ScenarioText> texts_;
  std::map<std::string, KeyPlace, std::less<>> places_;
  std::vector<Diagnostic> diagnostics_;
};

/// A span of an embedded text as a span of the text around it, by the place of each byte; never empty.
/// REQUIRES: places is not empty.
SourceSpan span_in_text(SourceSpan span, const std::vector<std::uint32_t>& places);

/// A problem of a text, shown with the line and column of its span.
Diagnostic diagnostic_of(Severity severity, const ScenarioText& text, ValueProblem problem);

}  // namespace millrace
