// sim/scenario/diagnostic.hpp — one problem of a scenario file: where, what, which rule, and what
// was probably meant. All problems of a file are reported at once, in the order of their places.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/source_span.hpp"

namespace millrace {

enum class Severity : std::uint8_t {
  kError,    // the scenario cannot be run as it stands
  kWarning,  // it can; the figures may not mean what one thinks
};

struct Diagnostic {
  Severity severity = Severity::kError;
  std::string
      file;  // what the reader was given: the scenario, its query_file, or "--set engine.cores=0"
  LineColumn place;     // of span.begin
  SourceSpan span;      // bytes of that file; not known: the file as a whole
  std::string rule_id;  // stable, for `lint-allow` and documentation: "unknown-key"
  std::string
      message;  // lower case, fixed text first, what is expected instead; without the suggestion
  std::string suggestion;  // text to put in the place of `span`; "" when nothing is near
  friend bool operator==(const Diagnostic&, const Diagnostic&);
};

/// `file:line:col: error: message (did you mean 'x'?) [rule-id]`, one line.
std::string to_text(const Diagnostic& diagnostic);

/// to_text(), the line of `source_text` that it points at, and a caret. `source_text` is that of
/// diagnostic.file.
std::string render_diagnostic(const Diagnostic& diagnostic, std::string_view source_text);

bool has_errors(std::span<const Diagnostic> diagnostics);

}  // namespace millrace
