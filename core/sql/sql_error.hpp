// core/sql/sql_error.hpp — the three kinds of error a statement can have.
#pragma once

#include <string>
#include <utility>

#include "core/base/result.hpp"

namespace millrace {

/// The text cannot be read.
inline Error syntax_error(SourceSpan span, std::string message) {
  return Error{ErrorCode::kSyntax, std::move(message), span};
}
/// A name or type does not fit.
inline Error binding_error(SourceSpan span, std::string message) {
  return Error{ErrorCode::kBinding, std::move(message), span};
}
/// Understood, and not offered.
inline Error unsupported_error(SourceSpan span, std::string message) {
  return Error{ErrorCode::kUnsupported, std::move(message), span};
}

}  // namespace millrace
