// core/base/result.hpp — errors of user input as values: Result<T>, Status and the macro that passes them on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "core/base/assert.hpp"
#include "core/base/source_span.hpp"

namespace millrace {

enum class ErrorCode : std::uint8_t {
  kSyntax,       // the text cannot be read
  kBinding,      // a name or type does not fit
  kUnsupported,  // understood, and not offered
  kOption,       // a configured value is out of range or unknown
  kInput,        // a file or recording cannot be read
  kRefused,      // a plan that would give wrong results
};

/// An error of the user's input: what went wrong and, where known, where in the text that was given.
/// Messages are lower case, fixed text first, values last, and say what was expected instead.
struct Error {
  ErrorCode code = ErrorCode::kInput;
  std::string message;
  SourceSpan span = {};
};

/// Shows an error as `name:line:col: error: message`, the line and a caret; without a span `name: error: message`.
/// Tabs become blanks, control characters U+FFFD, and of a long line at most 160 columns around the place are shown.
/// No line break at the end. An empty source_name is left out with its colon.
std::string render_error(const Error& error, std::string_view source_name,
                         std::string_view source_text);

/// Either a value or an Error; a subset of std::expected<T, Error>.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value)
      : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: implicit by design
  Result(Error error)
      : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit by design

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }
  /// REQUIRES: has_value().
  T& value() & {
    MILLRACE_ASSERT(has_value());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    MILLRACE_ASSERT(has_value());
    return *std::get_if<0>(&state_);
  }
  /// Of a temporary: moved out, so that nothing refers to it afterwards (`for (x : f().value())`).
  T value() && {
    MILLRACE_ASSERT(has_value());
    return std::move(*std::get_if<0>(&state_));
  }
  /// REQUIRES: !has_value().
  const Error& error() const& {
    MILLRACE_ASSERT(!has_value());
    return *std::get_if<1>(&state_);
  }
  Error error() && {
    MILLRACE_ASSERT(!has_value());
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  std::variant<T, Error> state_;
};

/// Success, or an Error.
class [[nodiscard]] Status {
 public:
  Status() = default;
  Status(Error error) : error_(std::move(error)) {}  // NOLINT: implicit by design

  bool has_value() const { return !error_.has_value(); }
  explicit operator bool() const { return has_value(); }
  const Error& error() const& {
    MILLRACE_ASSERT(error_.has_value());
    return *error_;
  }
  Error error() && {
    MILLRACE_ASSERT(error_.has_value());
    return std::move(*error_);
  }

 private:
  std::optional<Error> error_;
};

}  // namespace millrace

#define MILLRACE_CONCAT_INNER(a, b) a##b
#define MILLRACE_CONCAT(a, b) MILLRACE_CONCAT_INNER(a, b)

/// MILLRACE_TRY(auto plan, bind(ast));  declares `plan`, or returns the error to the caller.
#define MILLRACE_TRY(declaration, expression) \
  MILLRACE_TRY_INNER(MILLRACE_CONCAT(millrace_result_, __LINE__), declaration, expression)
#define MILLRACE_TRY_INNER(result, declaration, expression)  \
  auto result = (expression);                                \
  if (!result.has_value()) return std::move(result).error(); \
  declaration = std::move(result).value()

/// MILLRACE_CHECK(status_expression);  returns the error to the caller, if there is one.
#define MILLRACE_CHECK(expression)                                               \
  do {                                                                           \
    auto millrace_status = (expression);                                         \
    if (!millrace_status.has_value()) return std::move(millrace_status).error(); \
  } while (false)
