// core/sql/parser/statement_parser.cpp — clauses of a statement, in any order that Velostream,
// ksqlDB or standard SQL write them.
#include <array>

#include "core/sql/keywords.hpp"
#include "core/sql/parser/annotation_parser.hpp"
#include "core/sql/parser/clause_order.hpp"
#include "core/sql/parser/expression_parser.hpp"
#include "core/sql/parser/lexer.hpp"
#include "core/sql/parser/window_parser.hpp"
#include "core/sql/sql.hpp"
#include "core/sql/sql_error.hpp"

namespace millrace {
namespace {

class StatementParser {
 public:
  explicit StatementParser(std::span<const Token> tokens)
      : cursor_(tokens), expressions_(cursor_) {}

  Status parse(Statement& statement) {
    MILLRACE_CHECK(refuse_other_statements());
    if (cursor_.is_at_word("CREATE")) {
      MILLRACE_CHECK(parse_create(statement));
    }
    MILLRACE_CHECK(parse_select(statement.query));
    MILLRACE_CHECK(parse_from(statement));
    MILLRACE_CHECK(parse_clauses(statement));
    cursor_.take_symbol(";");
    if (cursor_.is_at_end()) return {};
    return unsupported_error(
        cursor_.peek().span,
        "one statement at a time: expected end of statement, got " + describe(cursor_.peek()));
  }

 private:
  Status refuse_other_statements() const {
    if (cursor_.is_at_word("WITH")) {
      return unsupported_error(
          cursor_.peek().span,
          "common table expressions (WITH … AS) are not offered: a query reads one topic");
    }
    if (cursor_.is_at_any_word({"INSERT", "UPDATE", "DELETE", "DROP", "ALTER", "SHOW", "DESCRIBE",
                                "EXPLAIN", "START", "STOP", "MERGE", "VALUES", "PRINT"})) {
      return unsupported_error(
          cursor_.peek().span,
          "only SELECT and CREATE STREAM|TABLE … AS SELECT are offered, got '" +
              cursor_.peek().text + "'");
    }
    return {};
  }

  Status parse_create(Statement& statement) {
    constexpr std::array<std::string_view, 2> kWords = {"STREAM", "TABLE"};
    cursor_.take();
    if (!cursor_.is_at_any_word({"STREAM", "TABLE"})) {
      return cursor_.unexpected("STREAM or TABLE after CREATE", kWords);
    }
    statement.create = cursor_.is_at_word("TABLE") ? CreateKind::kTable : CreateKind::kStream;
    cursor_.take();
    MILLRACE_TRY(statement.created_name, parse_topic_name("a name"));
    if (cursor_.is_at_symbol("(")) {
      return unsupported_error(cursor_.peek().span,
                               "columns are not declared in SQL: expected AS SELECT …");
    }
    if (cursor_.is_at_word("WITH")) {
      MILLRACE_CHECK(parse_properties(statement));
    }
    return cursor_.expect_word("AS");
  }

  /// Kafka's topic names may hold dots: a.b.c is one name.
  Result<Identifier> parse_topic_name(std::string_view what) {
    const std::uint32_t begin = cursor_.begin();
    MILLRACE_TRY(Identifier name, cursor_.expect_name(what));
    while (cursor_.take_symbol(".")) {
      MILLRACE_TRY(const Identifier part, cursor_.expect_name("a name after '.'"));
      name.text += "." + part.text;
    }
    name.place = cursor_.place_from(begin);
    return name;
  }

  Status parse_select(SelectQuery& query) {
    if (!cursor_.take_word("SELECT")) {
      constexpr std::array<std::string_view, 2> kWords = {"SELECT", "CREATE"};
      return cursor_.unexpected("SELECT or CREATE STREAM|TABLE … AS SELECT", kWords);
    }
    const std::uint32_t distinct = cursor_.begin();
    query.is_distinct = cursor_.take_word("DISTINCT");
    if (query.is_distinct) {
      query.distinct_place = cursor_.place_from(distinct);
      if (cursor_.is_at_word("ON") && cursor_.is_at_symbol("(", 1)) {
        return unsupported_error(cursor_.peek().span, "DISTINCT ON is not offered");
      }
    } else {
      cursor_.take_word("ALL");
    }
    do {
      MILLRACE_TRY(SelectItem item, parse_item());
      query.items.push_back(std::move(item));
    } while (cursor_.take_symbol(","));
    return {};
  }

  Result<SelectItem> parse_item() {
    SelectItem item;
    if (std::optional<AstExpression> star = expressions_.take_star()) {
      item.expression = std::move(*star);
      return item;
    }
    MILLRACE_TRY(item.expression, expressions_.parse());
    item.is_primary_key = take_primary_key();
    MILLRACE_TRY(item.alias, parse_alias());
    if (!item.is_primary_key) item.is_primary_key = take_primary_key();
    return item;
  }

  bool take_primary_key() {
    if (!cursor_.is_at_word("PRIMARY") || !cursor_.is_at_word("KEY", 1)) return false;
    cursor_.take();
    cursor_.take();
    return true;
  }

  Result<std::optional<Identifier>> parse_alias() {
    std::optional<Identifier> alias;
    if (cursor_.take_word("AS")) {
      MILLRACE_TRY(alias, cursor_.expect_name("a name after AS"));
    } else if (cursor_.is_at_name()) {
      MILLRACE_TRY(alias, cursor_.expect_name("a name"));
      cursor_.suspect_last();
    }
    return alias;
  }

  Status parse_from(Statement& statement) {
    if (!cursor_.take_word("FROM")) {
      if (cursor_.is_at_word("INTO")) {
        return unsupported_error(cursor_.peek().span,
                                 "INTO is not offered: results go to the output of the command");
      }
      constexpr std::array<std::string_view, 2> kWords = {"FROM", "AS"};
      return cursor_.unexpected("',' or FROM", kWords);
    }
    if (cursor_.is_at_symbol("(")) {
      return unsupported_error(cursor_.peek().span,
                               "subqueries are not offered: a query reads one topic");
    }
    MILLRACE_TRY(statement.query.topic, parse_topic_name("the name of a topic"));
    if (cursor_.is_at_symbol("-")) {
      return syntax_error(cursor_.peek().span, "a name with '-' in it is written in quotes: \"" +
                                                   statement.query.topic.text + "-…\"");
    }
    if (cursor_.is_at_symbol("(")) {
      return unsupported_error(
          cursor_.peek().span,
          "table functions are not offered; write WINDOW TUMBLING(…) behind FROM");
    }
    MILLRACE_TRY(statement.query.topic_alias, parse_alias());
    return refuse_second_source();
  }

  Status refuse_second_source() const {
    constexpr std::string_view kReason = " is not offered: a query reads one topic";
    if (cursor_.is_at_any_word({"JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "NATURAL"})) {
      return unsupported_error(cursor_.peek().span, "JOIN" + std::string(kReason));
    }
    if (cursor_.is_at_symbol(",")) {
      return unsupported_error(cursor_.peek().span, "a list of topics" + std::string(kReason));
    }
    return {};
  }

  Status parse_clauses(Statement& statement) {
    while (const ClauseName* name = clause_here()) {
      MILLRACE_CHECK(check_order(name->clause));
      order_.note(name->clause);
      MILLRACE_CHECK(parse_clause(name->clause, statement));
    }
    if (cursor_.is_at_end() || cursor_.is_at_symbol(";")) return {};
    return unexpected_clause();
  }

  const ClauseName* clause_here() const {
    for (const ClauseName& name : clause_names()) {
      if (cursor_.is_at_word(name.word)) return &name;
    }
    return nullptr;
  }

  Status check_order(Clause clause) const {
    const std::string text(name_of(clause).text);
    if (order_.is_seen(clause) && clause != Clause::kWith) {
      return syntax_error(cursor_.peek().span, "second " + text + " clause: expected one at most");
    }
    const std::optional<Clause> later = order_.seen_too_early_for(clause);
    if (!later) return {};
    return syntax_error(cursor_.peek().span,
                        text + " must stand before " + std::string(name_of(*later).text));
  }

  Status parse_clause(Clause clause, Statement& statement) {
    SelectQuery& query = statement.query;
    const std::uint32_t begin = cursor_.begin();
    switch (clause) {
      case Clause::kWhere: {
        cursor_.take();
        MILLRACE_TRY(query.where, expressions_.parse());
        query.where_place = cursor_.place_from(begin);
        return {};
      }
      case Clause::kGroupBy: {
        MILLRACE_CHECK(parse_group_by(query));
        query.group_by_place = cursor_.place_from(begin);
        return {};
      }
      case Clause::kWindow: {
        MILLRACE_TRY(query.window, parse_window(cursor_));
        return {};
      }
      case Clause::kHaving: {
        cursor_.take();
        MILLRACE_TRY(query.having, expressions_.parse());
        query.having_place = cursor_.place_from(begin);
        return {};
      }
      case Clause::kOrderBy: {
        cursor_.take();
        MILLRACE_CHECK(cursor_.expect_word("BY"));
        MILLRACE_TRY(query.order_by, expressions_.parse_order_items());
        query.order_by_place = cursor_.place_from(begin);
        return {};
      }
      case Clause::kLimit: {
        cursor_.take();
        MILLRACE_TRY(query.limit, cursor_.expect_count("a number of rows after LIMIT"));
        query.limit_place = cursor_.place_from(begin);
        return {};
      }
      case Clause::kEmit: {
        MILLRACE_CHECK(parse_emit(query));
        query.emit_place = cursor_.place_from(begin);
        return {};
      }
      case Clause::kWith:
        return parse_properties(statement);
    }
    return {};
  }

  Status parse_group_by(SelectQuery& query) {
    cursor_.take();
    MILLRACE_CHECK(cursor_.expect_word("BY"));
    const bool is_set = cursor_.is_at_any_word({"ROLLUP", "CUBE"}) && cursor_.is_at_symbol("(", 1);
    if (is_set || (cursor_.is_at_word("GROUPING") && cursor_.is_at_word("SETS", 1))) {
      return unsupported_error(cursor_.peek().span,
                               "ROLLUP, CUBE and GROUPING SETS are not offered");
    }
    MILLRACE_TRY(query.group_by, expressions_.parse_list());
    return {};
  }

  Status parse_emit(SelectQuery& query) {
    constexpr std::array<std::string_view, 2> kWords = {"CHANGES", "FINAL"};
    cursor_.take();
    if (cursor_.take_word("CHANGES")) {
      query.emit = AstEmit::kChanges;
    } else if (cursor_.take_word("FINAL")) {
      query.emit = AstEmit::kFinal;
    } else {
      return cursor_.unexpected("CHANGES or FINAL after EMIT", kWords);
    }
    return {};
  }

  /// WITH ('key' = 'value', …); ksqlDB writes the keys as plain names.
  Status parse_properties(Statement& statement) {
    cursor_.take();
    MILLRACE_CHECK(cursor_.expect_symbol("("));
    do {
      AstProperty property;
      MILLRACE_TRY(property.key, parse_property_key());
      MILLRACE_CHECK(cursor_.expect_symbol("="));
      MILLRACE_TRY(property.value, parse_property_value());
      statement.properties.push_back(std::move(property));
    } while (cursor_.take_symbol(","));
    return cursor_.expect_symbol(")");
  }

  Result<Identifier> parse_property_key() {
    if (cursor_.peek().kind != TokenKind::kString)
      return parse_topic_name("the name of a property");
    const Token& token = cursor_.take();
    return Identifier{token.text, {token.span}};
  }

  Result<Identifier> parse_property_value() {
    const TokenKind kind = cursor_.peek().kind;
    if (kind == TokenKind::kSymbol || kind == TokenKind::kEnd) {
      return cursor_.unexpected("the value of a property");
    }
    const Token& token = cursor_.take();
    return Identifier{token.text, {token.span}};
  }

  Error unexpected_clause() const {
    if (cursor_.is_at_any_word({"UNION", "INTERSECT", "EXCEPT"})) {
      return unsupported_error(
          cursor_.peek().span,
          "UNION, INTERSECT and EXCEPT are not offered: a query reads one topic");
    }
    if (cursor_.is_at_word("OFFSET")) {
      return unsupported_error(cursor_.peek().span, "OFFSET is not offered");
    }
    if (cursor_.is_at_word("INTO")) {
      return unsupported_error(cursor_.peek().span,
                               "INTO is not offered: results go to the output of the command");
    }
    std::string expected;
    // Besides the clauses: what could have gone on in an expression or behind FROM.
    std::vector<std::string_view> words = {"AND", "OR", "BETWEEN", "LIKE", "JOIN", "WITH", "NOT"};
    for (const ClauseName& name : clause_names()) {
      if (!order_.may_follow(name.clause) || name.clause == Clause::kWith) continue;
      expected += std::string(name.text) + ", ";
      words.push_back(name.word);
    }
    return cursor_.unexpected(expected + "or end of statement", words);
  }

  TokenCursor cursor_;
  ExpressionParser expressions_;
  ClauseOrder order_;
};

void remark_primary_keys(Statement& statement) {
  for (const SelectItem& item : statement.query.items) {
    if (!item.is_primary_key) continue;
    statement.remarks.push_back({"PRIMARY KEY has no effect here: results have no record keys",
                                 item.expression.place.span});
  }
}

}  // namespace

Result<Statement> parse_statement(std::string_view text) {
  MILLRACE_TRY(const LexedText lexed, lex(text));
  Statement statement;
  MILLRACE_CHECK(read_annotation_lines(lexed.annotations, statement));
  MILLRACE_CHECK(StatementParser(lexed.tokens).parse(statement));
  MILLRACE_CHECK(read_properties(statement));
  remark_primary_keys(statement);
  return statement;
}

std::string_view topic_of(const Statement& statement) {
  return statement.query.topic.text;
}

}  // namespace millrace
