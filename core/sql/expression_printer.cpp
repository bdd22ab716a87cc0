// core/sql/expression_printer.cpp — expressions to canonical text.
#include "core/base/text.hpp"
#include "core/data/data_type.hpp"
#include "core/sql/keywords.hpp"
#include "core/sql/operators.hpp"
#include "core/sql/printer.hpp"

namespace millrace {
namespace {

/// Appends to one string. Recursion is bounded by the depth of the tree (kAstDepthMax).
class ExpressionPrinter {
 public:
  explicit ExpressionPrinter(std::string& out) : out_(out) {}

  void print(const AstExpression& node) {
    switch (node.kind) {
      case AstKind::kColumn:
        return print_name(node);
      case AstKind::kStar:
        if (!node.qualifier.empty()) out_ += quoted_if_needed(node.qualifier) + ".";
        out_ += '*';
        return;
      case AstKind::kNumber:
      case AstKind::kBoolean:
        out_ += node.text;
        return;
      case AstKind::kString:
        return print_string(node.text);
      case AstKind::kNull:
        out_ += "NULL";
        return;
      case AstKind::kTimestamp:
        out_ += "TIMESTAMP ";
        return print_string(node.text);
      case AstKind::kInterval:
        return print_interval(node.duration);
      case AstKind::kNegate:
        return print_negate(node);
      case AstKind::kNot:
        for (std::uint32_t i = 0; i < node.repeat; ++i) out_ += "NOT ";
        return print_operand(node.args[0], tighter(Rank::kNot));
      case AstKind::kChain:
        return print_chain(node);
      case AstKind::kCase:
        return print_case(node);
      case AstKind::kCast:
        out_ += "CAST(";
        print(node.args[0]);
        out_ += " AS " + to_text(node.type) + ")";
        return;
      case AstKind::kCall:
        return print_call(node);
      case AstKind::kExtract:
        out_ += "EXTRACT(" + quoted_if_needed(node.text) + " FROM ";
        print(node.args[0]);
        out_ += ')';
        return;
      default:
        return print_predicate(node);
    }
  }

  void print_list(const std::vector<AstExpression>& items) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0) out_ += ", ";
      print(items[i]);
    }
  }

  void print_order(const std::vector<AstOrderItem>& items) {
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0) out_ += ", ";
      print(items[i].expression);
      if (items[i].is_descending) out_ += " DESC";
    }
  }

  void print_string(std::string_view text) {
    out_ += '\'';
    for (const char c : text) {
      out_ += c;
      if (c == '\'') out_ += c;
    }
    out_ += '\'';
  }

 private:
  /// In parentheses where the operand binds less tightly than `rank_min`.
  void print_operand(const AstExpression& node, Rank rank_min) {
    const bool needs_parentheses = rank_of(node) < rank_min;
    if (needs_parentheses) out_ += '(';
    print(node);
    if (needs_parentheses) out_ += ')';
  }

  void print_name(const AstExpression& node) {
    if (!node.qualifier.empty()) out_ += quoted_if_needed(node.qualifier) + ".";
    out_ += quoted_if_needed(node.text);
  }

  void print_interval(const AstDuration& duration) {
    out_ += "INTERVAL '";
    append_int64(out_, duration.count);
    out_ += "' ";
    out_ += interval_unit(duration.unit);
  }

  /// Two minuses in a row would begin a comment.
  void print_negate(const AstExpression& node) {
    for (std::uint32_t i = 0; i < node.repeat; ++i) out_ += i == 0 ? "-" : " -";
    const AstExpression& operand = node.args[0];
    if (operand.kind == AstKind::kNumber && operand.text.front() == '-') out_ += ' ';
    print_operand(operand, Rank::kPrimary);
  }

  void print_chain(const AstExpression& node) {
    const Rank rank = rank_of(node);
    const bool chains = rank != Rank::kComparison;
    print_operand(node.args[0], chains ? rank : tighter(rank));
    for (std::size_t i = 0; i < node.operators.size(); ++i) {
      out_ += ' ';
      out_ += text_of(node.operators[i]);
      out_ += ' ';
      print_operand(node.args[i + 1], tighter(rank));
    }
  }

  void print_predicate(const AstExpression& node) {
    const Rank rank = rank_of(node);
    print_operand(node.args[0], tighter(rank));
    if (node.kind == AstKind::kIsNull) {
      out_ += node.is_negated ? " IS NOT NULL" : " IS NULL";
      return;
    }
    if (node.is_negated) out_ += " NOT";
    if (node.kind == AstKind::kIn) {
      out_ += " IN (";
      for (std::size_t i = 1; i < node.args.size(); ++i) {
        if (i > 1) out_ += ", ";
        print(node.args[i]);
      }
      out_ += ')';
      return;
    }
    out_ += node.kind == AstKind::kLike ? " LIKE " : " BETWEEN ";
    print_operand(node.args[1], tighter(rank));
    if (node.kind == AstKind::kLike) return;
    out_ += " AND ";
    print_operand(node.args[2], tighter(rank));
  }

  void print_case(const AstExpression& node) {
    out_ += "CASE";
    std::size_t at = 0;
    if (node.has_operand) {
      out_ += ' ';
      print(node.args[at++]);
    }
    const std::size_t end = node.args.size() - (node.has_else ? 1 : 0);
    for (; at + 1 < end; at += 2) {
      out_ += " WHEN ";
      print(node.args[at]);
      out_ += " THEN ";
      print(node.args[at + 1]);
    }
    if (node.has_else) {
      out_ += " ELSE ";
      print(node.args.back());
    }
    out_ += " END";
  }

  void print_call(const AstExpression& node) {
    out_ += node.text;
    out_ += node.is_distinct ? "(DISTINCT " : "(";
    print_list(node.args);
    out_ += ')';
    for (const OverClause& over : node.over) print_over(over);
  }

  void print_over(const OverClause& over) {
    out_ += " OVER (";
    std::string_view separator;
    if (over.buffer_rows) {
      out_ += "ROWS WINDOW BUFFER ";
      append_int64(out_, *over.buffer_rows);
      out_ += " ROWS";
      separator = " ";
    }
    if (!over.partition_by.empty()) {
      out_ += separator;
      out_ += "PARTITION BY ";
      print_list(over.partition_by);
      separator = " ";
    }
    if (!over.order_by.empty()) {
      out_ += separator;
      out_ += "ORDER BY ";
      print_order(over.order_by);
      separator = " ";
    }
    if (over.frame) {
      out_ += separator;
      out_ += "ROWS BETWEEN ";
      print_bound(over.frame->first);
      out_ += " AND ";
      print_bound(over.frame->last);
    }
    out_ += ')';
  }

  void print_bound(std::optional<std::int64_t> rows) {
    if (!rows) {
      out_ += "UNBOUNDED PRECEDING";
    } else if (*rows == 0) {
      out_ += "CURRENT ROW";
    } else {
      append_int64(out_, *rows < 0 ? -*rows : *rows);
      out_ += *rows < 0 ? " PRECEDING" : " FOLLOWING";
    }
  }

  std::string& out_;
};

void print_window_argument(std::string& out, const AstWindowArgument& argument) {
  if (argument.column) {
    ExpressionPrinter(out).print(*argument.column);
    return;
  }
  if (!argument.keyword.empty()) out += argument.keyword + ' ';
  out += to_text(*argument.duration);
}

}  // namespace

std::string print_expression(const AstExpression& expression) {
  std::string out;
  ExpressionPrinter(out).print(expression);
  return out;
}

std::string print_window(const AstWindow& window) {
  std::string out = "WINDOW " + quoted_if_needed(window.kind.text) + "(";
  for (std::size_t i = 0; i < window.arguments.size(); ++i) {
    if (i > 0) out += ", ";
    print_window_argument(out, window.arguments[i]);
  }
  return out += ')';
}

}  // namespace millrace
