// core/sql/binder/scalar_functions.hpp — the functions of values: their names, arguments and types.
// What they compute is exec's.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/sql/binder/bound.hpp"

namespace millrace {

struct ScalarFunction {
  std::string_view name;   // upper case
  std::string_view alias;  // another spelling, or empty
  std::string_view usage;  // for messages: "ROUND(number [, digits])"
  std::uint8_t arguments_min = 1;
  std::uint8_t arguments_max = 1;  // kAnyCount: no limit
  ExprOp op = ExprOp::kAbs;
  /// Checks and casts the arguments, whose number is right, and gives the type of the result.
  Result<DataType> (*check)(const ScalarFunction& function, std::vector<Bound>& args) = nullptr;
};

inline constexpr std::uint8_t kAnyCount = 255;

std::span<const ScalarFunction> scalar_functions();
/// Null where there is none of that name. `name` in upper case.
const ScalarFunction* find_scalar_function(std::string_view name);
/// Errors: wrong number of arguments or types.
Result<Bound> bind_scalar_function(const ScalarFunction& function, std::vector<Bound> args,
                                   SourceSpan span);

/// EXTRACT(field FROM timestamp); `field` in upper case. BIGINT is read as milliseconds since the
/// epoch.
Result<Bound> bind_extract(std::string_view field, SourceSpan field_span, Bound timestamp,
                           SourceSpan span);

}  // namespace millrace
