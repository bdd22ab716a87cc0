// core/sql/binder/function_lookup.cpp — which kind of function a name is.
#include "core/sql/binder/function_lookup.hpp"

#include <algorithm>
#include <array>

#include "core/base/nearest_word.hpp"
#include "core/base/text.hpp"
#include "core/sql/binder/scalar_functions.hpp"
#include "core/sql/keywords.hpp"
#include "core/sql/sql_error.hpp"

namespace millrace {
namespace {

template <typename Signature>
bool is_called(const Signature& signature, std::string_view name) {
  if (equals_ignoring_case(signature.name, name)) return true;
  return std::any_of(signature.aliases.begin(), signature.aliases.end(),
                     [&](std::string_view alias) { return equals_ignoring_case(alias, name); });
}

/// Functions of other systems that have another name here.
struct Stranger {
  std::string_view name;
  std::string_view advice;
};

constexpr std::array<Stranger, 8> kStrangers = {{
    {"TUMBLE_START", "write _WINDOW_START"},
    {"TUMBLE_END", "write _WINDOW_END"},
    {"HOP_START", "write _WINDOW_START"},
    {"HOP_END", "write _WINDOW_END"},
    {"NOW", "results depend on the records alone; _EVENT_TIME is a record's time"},
    {"CURRENT_TIMESTAMP", "results depend on the records alone; _EVENT_TIME is a record's time"},
    {"COUNT_DISTINCT", "write COUNT(DISTINCT x)"},
    {"APPROX_COUNT_DISTINCT", "write COUNT(DISTINCT x), which is exact"},
}};

}  // namespace

const AggregateSignature* find_aggregate(const Catalog& catalog, std::string_view name) {
  for (const AggregateSignature* signature : catalog.aggregates()) {
    if (is_called(*signature, name)) return signature;
  }
  return nullptr;
}

const OverSignature* find_over_function(const Catalog& catalog, std::string_view name) {
  for (const OverSignature* signature : catalog.over_functions()) {
    if (equals_ignoring_case(signature->name, name)) return signature;
  }
  return nullptr;
}

const WindowSignature* find_window(const Catalog& catalog, std::string_view name) {
  for (const WindowSignature* signature : catalog.windows()) {
    if (is_called(*signature, name)) return signature;
  }
  return nullptr;
}

Error unknown_function(const Catalog& catalog, const AstExpression& call) {
  std::string message = "unknown function '" + call.text + "'";
  for (const Stranger& stranger : kStrangers) {
    if (stranger.name == call.text) {
      return unsupported_error(call.name_place.span, message + "; " + std::string(stranger.advice));
    }
  }
  std::vector<std::string> names;
  for (const ScalarFunction& function : scalar_functions()) {
    names.emplace_back(function.name);
    if (!function.alias.empty()) names.emplace_back(function.alias);
  }
  for (const AggregateSignature* signature : catalog.aggregates()) {
    names.push_back(upper_word(signature->name));
    for (const std::string_view alias : signature->aliases) names.push_back(upper_word(alias));
  }
  for (const OverSignature* signature : catalog.over_functions()) {
    names.push_back(upper_word(signature->name));
  }
  names.insert(names.end(), {"CAST", "EXTRACT"});
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  return binding_error(call.name_place.span, message + did_you_mean(call.text, candidates));
}

bool is_aggregate_call(const Catalog& catalog, const AstExpression& node) {
  return node.kind == AstKind::kCall && node.over.empty() &&
         find_scalar_function(node.text) == nullptr &&
         find_aggregate(catalog, node.text) != nullptr;
}

bool has_aggregate(const Catalog& catalog, const AstExpression& node) {
  if (is_aggregate_call(catalog, node)) return true;
  if (!node.over.empty()) return false;
  return std::any_of(node.args.begin(), node.args.end(),
                     [&](const AstExpression& arg) { return has_aggregate(catalog, arg); });
}

bool has_over(const AstExpression& node) {
  if (!node.over.empty()) return true;
  return std::any_of(node.args.begin(), node.args.end(),
                     [](const AstExpression& arg) { return has_over(arg); });
}

}  // namespace millrace
