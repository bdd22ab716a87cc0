// sim/cli/implied_schema.cpp — one walk over the statement.
#include "sim/cli/implied_schema.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include "core/base/text.hpp"

namespace millrace::cli {
namespace {

constexpr std::array<std::string_view, 8> kSystemColumns = {
    "_timestamp",    "_offset",     "_partition", "_event_time",
    "_window_start", "_window_end", "_key",       "_topic"};
constexpr std::array<std::string_view, 10> kTextFunctions = {
    "UPPER", "LOWER", "LENGTH",  "SUBSTRING", "TRIM",
    "LTRIM", "RTRIM", "REPLACE", "CONCAT",    "STRING_AGG"};
constexpr std::array<std::string_view, 1> kTimeFunctions = {"DATE_FORMAT"};

/// What the surroundings of an expression say of the columns in it.
enum class Use { kNothing, kText, kTime };

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::any_of(names.begin(), names.end(),
                     [&](std::string_view known) { return equals_ignoring_case(known, name); });
}

class ColumnCollector {
 public:
  void visit(const AstExpression& node, Use use) {
    if (node.kind == AstKind::kColumn) {
      note(node.text, use);
      return;
    }
    const Use inner = use_inside(node, use);
    for (const AstExpression& arg : node.args) visit(arg, inner);
    for (const OverClause& over : node.over) {
      for (const AstExpression& key : over.partition_by) visit(key, Use::kNothing);
      for (const AstOrderItem& item : over.order_by) visit(item.expression, Use::kTime);
    }
  }

  void add_alias(std::string_view alias) { aliases_.emplace_back(alias); }

  Schema schema() && {
    std::erase_if(fields_, [&](const Field& field) {
      return !named_outside_aliases(field.name) && contains_alias(field.name);
    });
    return Schema(std::move(fields_));
  }

  /// Columns met from here on are certainly columns, even where an alias has the same name.
  void set_inside_items(bool inside) { inside_items_ = inside; }

 private:
  static Use use_inside(const AstExpression& node, Use use) {
    switch (node.kind) {
      case AstKind::kLike:
        return Use::kText;
      case AstKind::kExtract:
        return Use::kTime;
      case AstKind::kCall:
        if (contains(kTextFunctions, node.text)) return Use::kText;
        return contains(kTimeFunctions, node.text) ? Use::kTime : Use::kNothing;
      case AstKind::kChain:
      case AstKind::kIn:
      case AstKind::kBetween:
        return use_beside_literals(node);
      default:
        return use;
    }
  }

  static Use use_beside_literals(const AstExpression& node) {
    const auto has_operator = [&](AstOperator wanted) {
      return std::find(node.operators.begin(), node.operators.end(), wanted) !=
             node.operators.end();
    };
    if (has_operator(AstOperator::kConcat)) return Use::kText;
    if (has_operator(AstOperator::kAnd) || has_operator(AstOperator::kOr)) return Use::kNothing;
    for (const AstExpression& arg : node.args) {
      if (arg.kind == AstKind::kString) return Use::kText;
      if (arg.kind == AstKind::kTimestamp) return Use::kTime;
    }
    return Use::kNothing;
  }

  void note(const std::string& name, Use use) {
    if (contains(kSystemColumns, name)) return;
    if (inside_items_) certain_.push_back(name);
    auto field = std::find_if(fields_.begin(), fields_.end(), [&](const Field& known) {
      return equals_ignoring_case(known.name, name);
    });
    if (field == fields_.end())
      field = fields_.insert(fields_.end(), Field{name, DataType::bigint()});
    if (use == Use::kText) field->type = DataType::string();
    if (use == Use::kTime) field->type = DataType::timestamp();
  }

  bool named_outside_aliases(std::string_view name) const {
    return std::find(certain_.begin(), certain_.end(), name) != certain_.end();
  }
  bool contains_alias(std::string_view name) const {
    return std::any_of(aliases_.begin(), aliases_.end(),
                       [&](const std::string& alias) { return equals_ignoring_case(alias, name); });
  }

  std::vector<Field> fields_;
  std::vector<std::string> aliases_;
  std::vector<std::string> certain_;
  bool inside_items_ = false;
};

}  // namespace

Schema implied_schema(const SelectQuery& query) {
  ColumnCollector collector;
  collector.set_inside_items(true);
  for (const SelectItem& item : query.items) {
    collector.visit(item.expression, Use::kNothing);
    if (item.alias) collector.add_alias(item.alias->text);
  }
  if (query.where) collector.visit(*query.where, Use::kNothing);
  if (query.window) {
    for (const AstWindowArgument& argument : query.window->arguments) {
      if (argument.column) collector.visit(*argument.column, Use::kTime);
    }
  }
  collector.set_inside_items(false);  // from here on a name may be an alias of the items
  for (const AstExpression& key : query.group_by) collector.visit(key, Use::kNothing);
  if (query.having) collector.visit(*query.having, Use::kNothing);
  for (const AstOrderItem& item : query.order_by) collector.visit(item.expression, Use::kNothing);
  return std::move(collector).schema();
}

}  // namespace millrace::cli
