// core/sql/binder/aggregate_binder.cpp — binds one aggregate call.
#include "core/sql/binder/aggregate_binder.hpp"

#include "core/sql/binder/function_lookup.hpp"
#include "core/sql/sql_error.hpp"

namespace millrace {
namespace {

/// The aggregate that DISTINCT asks for.
Result<const AggregateSignature*> distinct_signature(const AstExpression& node,
                                                     const AggregateSignature& signature,
                                                     const Catalog& catalog) {
  if (signature.accepts_distinct) {
    const AggregateSignature* distinct = find_aggregate(catalog, signature.distinct_name);
    if (distinct != nullptr) return distinct;
  }
  std::string takers;
  for (const AggregateSignature* other : catalog.aggregates()) {
    if (other->accepts_distinct) takers += " " + std::string(other->name);
  }
  return unsupported_error(node.name_place.span,
                           "'" + node.text + "' does not take DISTINCT; aggregates that do:" +
                               (takers.empty() ? " none" : takers));
}

Status bind_separator(const AstExpression& argument, AggregateCall& call) {
  if (argument.kind != AstKind::kString) {
    return binding_error(argument.place.span, "the separator must be a string such as ', '");
  }
  call.separator = argument.text;
  return {};
}

Error wrong_count(const AstExpression& node, const AggregateSignature& signature) {
  std::string message = "'" + node.text + "' takes ";
  if (signature.accepts_star) message += "* or ";
  message += signature.accepts_separator ? "a value and a separator" : "one value";
  return binding_error(node.place.span, message + ", got " + std::to_string(node.args.size()) +
                                            (node.args.size() == 1 ? " argument" : " arguments"));
}

}  // namespace

Result<AggregateCall> bind_aggregate(const AstExpression& node, RowScope& rows,
                                     const Catalog& catalog) {
  AggregateCall call;
  call.signature = find_aggregate(catalog, node.text);
  call.span = node.place.span;
  MILLRACE_ASSERT(call.signature != nullptr);
  const std::size_t arguments_max = call.signature->accepts_separator ? 2 : 1;
  if (node.args.empty() || node.args.size() > arguments_max)
    return wrong_count(node, *call.signature);
  if (node.args[0].kind == AstKind::kStar) {
    if (!call.signature->accepts_star) {
      return binding_error(node.args[0].place.span,
                           "'" + node.text + "' does not take *; name a column");
    }
    call.result_type = call.signature->result_type(DataType::bigint()).value_or(DataType::bigint());
    return call;
  }
  if (node.is_distinct) {
    MILLRACE_TRY(call.signature, distinct_signature(node, *call.signature, catalog));
  }
  MILLRACE_TRY(Bound argument, rows.bind(node.args[0]));
  const std::optional<DataType> type = call.signature->result_type(argument.type());
  if (!type) {
    return binding_error(argument.span(), "'" + node.text + "' needs " +
                                              std::string(call.signature->accepted_types) +
                                              ", got " + to_text(argument.type()));
  }
  if (node.args.size() == 2) MILLRACE_CHECK(bind_separator(node.args[1], call));
  call.argument = std::move(argument.expression);
  call.result_type = *type;
  return call;
}

bool is_same_aggregate(const AggregateCall& a, const AggregateCall& b) {
  if (a.signature != b.signature || a.separator != b.separator) return false;
  if (a.argument.has_value() != b.argument.has_value()) return false;
  return !a.argument || computes_same(*a.argument, *b.argument);
}

}  // namespace millrace
