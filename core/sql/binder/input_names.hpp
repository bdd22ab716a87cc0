// core/sql/binder/input_names.hpp — what a name can mean on the rows of a topic: its columns and
// the system columns.
#pragma once

#include <optional>
#include <string>

#include "core/base/result.hpp"
#include "core/sql/ast.hpp"
#include "core/sql/binder/bound.hpp"
#include "core/sql/catalog.hpp"

namespace millrace {

/// Resolves names for one query. Borrows the topic and the query.
/// A name means, in this order: a window bound, in a query with WINDOW; the column spelled exactly
/// so; a system column, any case; the only column spelled so in another case.
class InputNames {
 public:
  InputNames(const TopicDescription& topic, const SelectQuery& query)
      : topic_(topic), query_(query) {}

  const TopicDescription& topic() const { return topic_; }

  /// The column, or nothing when there is none of that name. Errors: a qualifier that is not the
  /// topic's, an ambiguous spelling, a system column that this topic or query does not have.
  /// REQUIRES: node.kind == kColumn.
  Result<std::optional<Bound>> find(const AstExpression& node) const;
  /// Whether the name is _WINDOW_START or _WINDOW_END of a query with WINDOW.
  std::optional<SystemColumn> window_column(const AstExpression& node) const;
  /// "unknown column 'orign' (did you mean 'origin'?); columns are …".
  Error unknown(const AstExpression& node) const;
  /// The spelling of the schema or of the system column; what the query wrote where it is neither.
  std::string canonical_name(const AstExpression& node) const;
  /// An error where the qualifier of `alias.column` or `alias.*` is not the topic or its alias.
  Status check_qualifier(const AstExpression& node) const;

 private:
  Result<std::optional<Bound>> find_schema_column(const AstExpression& node) const;
  Status check_available(SystemColumn column, const AstExpression& node) const;

  const TopicDescription& topic_;
  const SelectQuery& query_;
};

/// `_PARTITION`.
std::string_view name_of(SystemColumn column);
DataType type_of(SystemColumn column);

}  // namespace millrace
