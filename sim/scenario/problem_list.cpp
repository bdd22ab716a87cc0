// sim/scenario/problem_list.cpp — from paths to places, and from the order of checking to the order of reading.
#include "sim/scenario/problem_list.hpp"

#include <algorithm>

namespace millrace {

namespace {

/// "topic.key[0]" → "topic.key" → "topic" → "".
std::string_view parent_of(std::string_view path) {
  const std::size_t cut = path.find_last_of(".[");
  return cut == std::string_view::npos ? std::string_view{} : path.substr(0, cut);
}

bool is_below(std::string_view path, std::string_view parent) {
  if (path.size() < parent.size() || path.substr(0, parent.size()) != parent) return false;
  return path.size() == parent.size() || path[parent.size()] == '.' || path[parent.size()] == '[';
}

/// Whether a comment of the text says `lint-allow(rule): reason`; without a reason it does not count.
bool silences(std::string_view text, std::string_view rule) {
  const std::string marker = "lint-allow(" + std::string(rule) + "):";
  for (std::size_t at = text.find(marker); at != std::string_view::npos;
       at = text.find(marker, at + 1)) {
    const std::size_t line_begin = text.rfind('\n', at) + 1;  // npos + 1 is 0
    const std::size_t line_end = std::min(text.find('\n', at), text.size());
    const std::string_view before = text.substr(line_begin, at - line_begin);
    const std::string_view reason = text.substr(at + marker.size(), line_end - at - marker.size());
    const bool is_comment = before.find('#') != std::string_view::npos;
    if (is_comment && reason.find_first_not_of(" \r\t") != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

SourceSpan span_in_text(SourceSpan span, const std::vector<std::uint32_t>& places) {
  const auto place_of = [&](std::uint32_t byte) {
    return places[std::min<std::size_t>(byte, places.size() - 1)];
  };
  const std::uint32_t begin = place_of(span.begin);
  // The end of the last byte, and not the place of the next one: a line break and indentation may lie between.
  const std::uint32_t end = span.end > span.begin ? place_of(span.end - 1) + 1 : begin + 1;
  return {begin, std::max(end, begin + 1)};
}

Diagnostic diagnostic_of(Severity severity, const ScenarioText& text, ValueProblem problem) {
  Diagnostic diagnostic;
  diagnostic.severity = severity;
  diagnostic.file = text.name;
  // What is missing at the very end is shown at the last byte that is there.
  const auto size = static_cast<std::uint32_t>(text.text.size());
  if (problem.span.end > size) {
    problem.span = {std::min(problem.span.begin, size == 0 ? 0 : size - 1), size};
  }
  diagnostic.span = problem.span;
  if (problem.span.is_known()) diagnostic.place = line_column_of(text.text, problem.span.begin);
  diagnostic.rule_id = std::move(problem.rule_id);
  diagnostic.message = std::move(problem.message);
  diagnostic.suggestion = std::move(problem.suggestion);
  return diagnostic;
}

std::uint32_t ProblemList::add_text(std::string name, std::string text) {
  texts_.push_back({std::move(name), std::move(text)});
  return static_cast<std::uint32_t>(texts_.size() - 1);
}

void ProblemList::replace_places(std::string_view path, const ProblemList& other,
                                 std::uint32_t text) {
  for (auto place = places_.begin(); place != places_.end();) {
    place = is_below(place->first, path) ? places_.erase(place) : std::next(place);
  }
  for (const auto& [other_path, place] : other.places_) {
    if (is_below(other_path, path)) places_[other_path] = {text, place.key, place.value};
  }
}

void ProblemList::add(Diagnostic diagnostic) {
  if (!is_full()) diagnostics_.push_back(std::move(diagnostic));
}

const KeyPlace* ProblemList::find(std::string_view path) const {
  const auto place = places_.find(path);
  return place == places_.end() ? nullptr : &place->second;
}

void ProblemList::add(Severity severity, std::uint32_t text, ValueProblem problem) {
  if (is_full()) return;
  diagnostics_.push_back(diagnostic_of(severity, texts_[text], std::move(problem)));
}

void ProblemList::add_at(Severity severity, std::string_view path, ValueProblem problem,
                         PlacePart part) {
  const KeyPlace* place = find(path);
  const bool is_exact = place != nullptr;
  for (std::string_view near = path; place == nullptr && !near.empty();) {
    near = parent_of(near);
    place = find(near);
  }
  if (place == nullptr) {
    if (!path.empty()) problem.message = std::string(path) + ": " + problem.message;
    add(severity, 0, std::move(problem));
    return;
  }
  // What is not there cannot be shown: the key around it stands for it, and a suggestion has no place to go.
  const bool wants_key = part == PlacePart::kKey || !is_exact || !place->value.is_known();
  problem.span = wants_key && place->key.is_known() ? place->key : place->value;
  if (!is_exact) problem.suggestion.clear();
  add(severity, place->text, std::move(problem));
}

bool ProblemList::has_errors_at(std::string_view path) const {
  const KeyPlace* place = find(path);
  if (place == nullptr) return false;
  const std::uint32_t begin = place->key.is_known() ? place->key.begin : place->value.begin;
  return has_errors_in(place->text, {begin, std::max(place->key.end, place->value.end)});
}

bool ProblemList::has_errors_in(std::uint32_t text, SourceSpan span) const {
  for (const Diagnostic& diagnostic : diagnostics_) {
    const bool is_inside = diagnostic.file == texts_[text].name &&
                           diagnostic.span.begin >= span.begin && diagnostic.span.begin < span.end;
    if (is_inside && diagnostic.severity == Severity::kError) return true;
  }
  return false;
}

std::vector<Diagnostic> ProblemList::take_diagnostics() {
  std::vector<Diagnostic> all = std::move(diagnostics_);
  diagnostics_.clear();
  const auto text_of = [&](const Diagnostic& diagnostic) {
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      if (texts_[i].name == diagnostic.file) return i;
    }
    return texts_.size();
  };
  const bool is_cut = all.size() >= kDiagnosticsMax;
  if (!texts_.empty()) {
    all.erase(std::remove_if(all.begin(), all.end(),
                             [&](const Diagnostic& diagnostic) {
                               return diagnostic.severity == Severity::kWarning &&
                                      silences(texts_[0].text, diagnostic.rule_id);
                             }),
              all.end());
  }
  std::stable_sort(all.begin(), all.end(), [&](const Diagnostic& a, const Diagnostic& b) {
    return std::pair(text_of(a), a.span.begin) < std::pair(text_of(b), b.span.begin);
  });
  all.erase(std::unique(all.begin(), all.end()), all.end());
  if (is_cut) {
    all.push_back(diagnostic_of(Severity::kError, texts_[0],
                                {"too-many-problems", "there may be more: fix these first"}));
  }
  return all;
}

}  // namespace millrace
