// sim/scenario/value_problem.hpp — a problem with one value, before it is known in which file it stands.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/source_span.hpp"

namespace millrace {

struct ValueProblem {
  std::string rule_id;
  std::string message;
  std::string suggestion = {};  // text to put in its place; "" when nothing is near
  SourceSpan span = {};         // where the caller cannot know it better
};

/// A value read from text, or what is wrong with the text.
template <typename T>
struct ValueReading {
  std::optional<T> value;
  ValueProblem problem = {};

  ValueReading(T read) : value(std::move(read)) {}                          // NOLINT: implicit
  ValueReading(ValueProblem found) : value(), problem(std::move(found)) {}  // NOLINT: implicit
};

/// Of the rule "bad-value": the text is none of its type.
ValueProblem bad_value(std::string message, std::string suggestion = {});

/// The text in quotes, cut off where it would fill a line.
std::string in_quotes(std::string_view text);

}  // namespace millrace
