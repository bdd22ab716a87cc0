// core/sql/binder/row_scope.hpp — names on the rows of the topic: WHERE, GROUP BY, arguments of
// aggregates, plain SELECT.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/sql/binder/expression_binder.hpp"
#include "core/sql/binder/input_names.hpp"

namespace millrace {

/// Where an expression over rows stands: decides the words when it holds what it must not.
enum class RowClause : std::uint8_t {
  kWhere,
  kGroupBy,
  kPartitionBy,
  kAggregate,
  kOverCall,
  kSelect,
  kOrderBy,
};

/// Columns of the topic, and aliases of the select list where the clause may use them (GROUP BY,
/// ORDER BY).
class RowScope final : public ExpressionScope {
 public:
  /// `items`: whose aliases may be used; null where none. All borrowed.
  RowScope(const InputNames& names, const Catalog& catalog, RowClause clause,
           const std::vector<SelectItem>* items = nullptr)
      : names_(names), catalog_(catalog), clause_(clause), items_(items) {}

  Result<std::optional<Bound>> resolve(const AstExpression& node) override;
  Result<Bound> bind(const AstExpression& node) { return bind_expression(node, *this, catalog_); }

 private:
  Result<std::optional<Bound>> resolve_column(const AstExpression& node);

  const InputNames& names_;
  const Catalog& catalog_;
  RowClause clause_;
  const std::vector<SelectItem>* items_;
};

/// The item whose alias this unqualified name is: exact spelling first, then any case; null where
/// there is none.
const SelectItem* find_alias(const std::vector<SelectItem>& items, const AstExpression& node);

}  // namespace millrace
