// core/sql/ast.hpp — a statement as it was written: names, literals and their places, nothing
// resolved yet. Plain values: copied, compared (places do not count) and printed; nothing here
// knows topics or types of columns.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/source_span.hpp"
#include "core/data/data_type.hpp"
#include "core/sql/annotations.hpp"
#include "core/sql/duration.hpp"

namespace millrace {

/// Where a node stands in the text. Takes no part in comparing nodes: two trees are equal when they
/// say the same.
struct Place {
  SourceSpan span;
  friend bool operator==(const Place&, const Place&) { return true; }
};

struct Identifier {
  std::string text;  // without quotes
  Place place;
  friend bool operator==(const Identifier&, const Identifier&) = default;
};

/// Operators between operands. Those of one rank form one chain (AstKind::kChain).
enum class AstOperator : std::uint8_t {
  kOr,
  kAnd,
  kEqual,
  kNotEqual,
  kLess,
  kLessEqual,
  kGreater,
  kGreaterEqual,
  kConcat,
  kAdd,
  kSubtract,
  kMultiply,
  kDivide,
  kModulo,
};

enum class AstKind : std::uint8_t {
  kColumn,   // [qualifier.]text
  kStar,     // * or qualifier.*; only as a select item and in COUNT(*)
  kNumber,   // text: digits as written, with '-' in front where negative
  kString,   // text: content
  kBoolean,  // text: TRUE or FALSE
  kNull,
  kTimestamp,  // text: content of TIMESTAMP '…', readable
  kInterval,   // duration
  kNegate,     // -args[0], `repeat` times
  kNot,        // NOT args[0], `repeat` times
  kChain,  // args[0] operators[0] args[1] operators[1] args[2] …, from left to right; a comparison
           // has two args
  kIsNull,   // args[0] IS [NOT] NULL
  kBetween,  // args[0] [NOT] BETWEEN args[1] AND args[2]
  kIn,       // args[0] [NOT] IN (args[1], …)
  kLike,     // args[0] [NOT] LIKE args[1]
  kCase,     // args: [operand], condition, value, condition, value, …, [else]
  kCast,     // CAST(args[0] AS type)
  kCall,  // text(args…): function, aggregate, or with `over` a running value; text in upper case
  kExtract,  // EXTRACT(text FROM args[0]); text in upper case
};

struct OverClause;

/// An expression as a tree of values. Chains of operators, NOT and minus are flat, so that only
/// real nesting makes the tree deep: `depth` is bounded by kAstDepthMax.
struct AstExpression {
  AstKind kind = AstKind::kNull;
  Place place;
  Place name_place;  // of `text` alone: the name of a column or function
  std::string text;
  std::string qualifier;  // kColumn, kStar
  std::vector<AstExpression> args;
  std::vector<AstOperator> operators;  // kChain: one less than args
  bool is_negated = false;             // kIsNull, kBetween, kIn, kLike
  bool is_distinct = false;            // kCall: COUNT(DISTINCT x)
  bool has_operand = false;            // kCase
  bool has_else = false;               // kCase
  std::uint32_t repeat = 1;            // kNegate, kNot
  DataType type;                       // kCast
  AstDuration duration;                // kInterval
  std::vector<OverClause> over;        // kCall: none or one
  std::uint32_t depth = 1;             // longest way down to a leaf, leaf = 1

  friend bool operator==(const AstExpression&, const AstExpression&) = default;
};

inline constexpr std::uint32_t kAstDepthMax = 128;

struct AstOrderItem {
  AstExpression expression;
  bool is_descending = false;
  friend bool operator==(const AstOrderItem&, const AstOrderItem&) = default;
};

/// One end of ROWS BETWEEN … AND …, relative to the current row: -3 is `3 PRECEDING`, 0 `CURRENT
/// ROW`. Nothing is UNBOUNDED PRECEDING; there is no last row in a stream, so no UNBOUNDED
/// FOLLOWING.
struct AstFrame {
  std::optional<std::int64_t> first;
  std::int64_t last = 0;
  Place place;
  friend bool operator==(const AstFrame&, const AstFrame&) = default;
};

struct OverClause {
  std::optional<std::int64_t> buffer_rows;  // Velostream's ROWS WINDOW BUFFER n ROWS
  std::vector<AstExpression> partition_by;
  std::vector<AstOrderItem> order_by;
  std::optional<AstFrame> frame;
  Place place;
  friend bool operator==(const OverClause&, const OverClause&) = default;
};

/// One argument of a window: a column (time, or session key), or a duration with the words before
/// it.
struct AstWindowArgument {
  std::string keyword;  // upper case, words joined by a blank: SIZE, ADVANCE BY, GRACE (also for
                        // GRACE PERIOD); or empty
  std::optional<AstDuration> duration;
  std::optional<AstExpression> column;
  Place place;
  friend bool operator==(const AstWindowArgument&, const AstWindowArgument&) = default;
};

struct AstWindow {
  Identifier kind;  // upper case
  std::vector<AstWindowArgument> arguments;
  Place place;  // from WINDOW to the closing parenthesis
  friend bool operator==(const AstWindow&, const AstWindow&) = default;
};

struct SelectItem {
  AstExpression expression;
  std::optional<Identifier> alias;
  bool is_primary_key = false;  // Velostream's `symbol PRIMARY KEY`; without meaning here
  friend bool operator==(const SelectItem&, const SelectItem&) = default;
};

enum class AstEmit : std::uint8_t { kDefault, kChanges, kFinal };

struct SelectQuery {
  bool is_distinct = false;
  Place distinct_place;
  std::vector<SelectItem> items;
  Identifier topic;
  std::optional<Identifier> topic_alias;
  std::optional<AstExpression> where;
  std::vector<AstExpression> group_by;
  std::optional<AstWindow> window;
  std::optional<AstExpression> having;
  std::vector<AstOrderItem> order_by;
  std::optional<std::int64_t> limit;
  AstEmit emit = AstEmit::kDefault;
  // From the clause's first keyword to its last token; unknown where there is no such clause.
  Place where_place, group_by_place, having_place, order_by_place, limit_place, emit_place;
  friend bool operator==(const SelectQuery&, const SelectQuery&) = default;
};

enum class CreateKind : std::uint8_t { kNone, kStream, kTable };

/// 'key' = 'value' of a WITH clause.
struct AstProperty {
  Identifier key;
  Identifier value;
  friend bool operator==(const AstProperty&, const AstProperty&) = default;
};

/// An annotation line: `-- @name: value`. The name in its canonical spelling.
struct AnnotationLine {
  Identifier name;
  Identifier value;
  friend bool operator==(const AnnotationLine&, const AnnotationLine&) = default;
};

/// Something the user should know that is not an error: "annotation '@metric' has no effect here".
struct Remark {
  std::string text;
  SourceSpan span;
};

/// One statement. `annotations` and `remarks` follow from the lines and properties, so comparing
/// leaves them out.
struct Statement {
  std::vector<AnnotationLine> annotation_lines;
  CreateKind create = CreateKind::kNone;
  Identifier created_name;
  SelectQuery query;
  std::vector<AstProperty> properties;

  Annotations annotations;      // what the lines and properties mean; a line goes before a property
  std::vector<Remark> remarks;  // read and without effect; the command prints them as notes

  friend bool operator==(const Statement& a, const Statement& b) {
    return a.annotation_lines == b.annotation_lines && a.create == b.create &&
           a.created_name == b.created_name && a.query == b.query && a.properties == b.properties;
  }
};

}  // namespace millrace
