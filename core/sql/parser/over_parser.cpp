// core/sql/parser/over_parser.cpp — OVER (…): Velostream's row buffers and standard SQL's frames,
// one tree for both.
#include <array>

#include "core/sql/parser/expression_parser.hpp"
#include "core/sql/sql_error.hpp"

namespace millrace {

Result<OverClause> ExpressionParser::parse_over() {
  const std::uint32_t begin = cursor_.begin();
  cursor_.take();
  if (cursor_.is_at_name()) {
    return unsupported_error(cursor_.peek().span, "named windows are not offered; write OVER (…)");
  }
  MILLRACE_CHECK(cursor_.expect_symbol("("));
  OverClause over;
  MILLRACE_CHECK(parse_over_buffer(over));
  if (cursor_.is_at_word("PARTITION") && cursor_.is_at_word("BY", 1)) {
    cursor_.take();
    cursor_.take();
    MILLRACE_TRY(over.partition_by, parse_list());
  }
  if (cursor_.take_word("ORDER")) {
    MILLRACE_CHECK(cursor_.expect_word("BY"));
    MILLRACE_TRY(over.order_by, parse_order_items());
  }
  if (cursor_.is_at_any_word({"ROWS", "RANGE", "GROUPS"})) {
    MILLRACE_TRY(over.frame, parse_frame());
  }
  MILLRACE_CHECK(parse_over_emission());
  if (!cursor_.is_at_symbol(")")) {
    constexpr std::array<std::string_view, 5> kWords = {"PARTITION", "ORDER", "ROWS", "EMIT",
                                                        "EXPIRE"};
    return cursor_.unexpected("PARTITION BY, ORDER BY, ROWS or ')' in OVER", kWords);
  }
  cursor_.take();
  over.place = cursor_.place_from(begin);
  return over;
}

/// ROWS WINDOW BUFFER n ROWS
Status ExpressionParser::parse_over_buffer(OverClause& over) {
  if (!cursor_.is_at_word("ROWS") || !cursor_.is_at_word("WINDOW", 1)) return {};
  cursor_.take();
  cursor_.take();
  MILLRACE_CHECK(cursor_.expect_word("BUFFER"));
  const SourceSpan span = cursor_.peek().span;
  MILLRACE_TRY(over.buffer_rows, cursor_.expect_count("a number of rows"));
  if (*over.buffer_rows == 0) return syntax_error(span, "a buffer holds at least 1 row, got 0");
  return cursor_.expect_word("ROWS");
}

Result<AstFrame> ExpressionParser::parse_frame() {
  const std::uint32_t begin = cursor_.begin();
  if (!cursor_.take_word("ROWS")) {
    return unsupported_error(cursor_.peek().span,
                             "only frames in ROWS are offered, got '" + cursor_.peek().text + "'");
  }
  const bool is_between = cursor_.take_word("BETWEEN");
  MILLRACE_TRY(const FrameBound first, parse_frame_bound());
  FrameBound last{0, {}};
  if (is_between) {
    MILLRACE_CHECK(cursor_.expect_word("AND"));
    MILLRACE_TRY(last, parse_frame_bound());
  }
  if (!last.rows) {
    return syntax_error(last.span,
                        "a frame cannot end at UNBOUNDED PRECEDING, before its first row");
  }
  if (first.rows && *first.rows > 0) {
    return unsupported_error(first.span, "frames that begin after the current row are not offered");
  }
  if (first.rows && *first.rows > *last.rows) {
    return syntax_error(last.span, "the frame ends before it begins");
  }
  AstFrame frame{first.rows, *last.rows, cursor_.place_from(begin)};
  return frame;
}

Result<ExpressionParser::FrameBound> ExpressionParser::parse_frame_bound() {
  const std::uint32_t begin = cursor_.begin();
  constexpr std::array<std::string_view, 2> kDirections = {"PRECEDING", "FOLLOWING"};
  FrameBound bound;
  if (cursor_.take_word("CURRENT")) {
    MILLRACE_CHECK(cursor_.expect_word("ROW"));
    bound.rows = 0;
  } else if (cursor_.take_word("UNBOUNDED")) {
    if (cursor_.take_word("FOLLOWING")) {
      return unsupported_error(
          cursor_.place_from(begin).span,
          "UNBOUNDED FOLLOWING is not possible: a stream has no last row to wait for");
    }
    MILLRACE_CHECK(cursor_.expect_word("PRECEDING"));
  } else if (cursor_.peek().kind == TokenKind::kDuration || cursor_.is_at_word("INTERVAL")) {
    return unsupported_error(cursor_.peek().span, "frames are counted in rows, not in time");
  } else {
    MILLRACE_TRY(bound.rows,
                 cursor_.expect_count("CURRENT ROW, UNBOUNDED PRECEDING or a number of rows"));
    if (!cursor_.is_at_any_word({"PRECEDING", "FOLLOWING"})) {
      return cursor_.unexpected("PRECEDING or FOLLOWING", kDirections);
    }
    if (cursor_.is_at_word("PRECEDING")) bound.rows = -*bound.rows;
    cursor_.take();
  }
  bound.span = cursor_.place_from(begin).span;
  return bound;
}

/// Every record gives a row here and nothing expires, so the spellings that say so have no effect;
/// the others are refused.
Status ExpressionParser::parse_over_emission() {
  if (cursor_.is_at_word("EMIT")) {
    const SourceSpan span = cursor_.peek().span;
    cursor_.take();
    if (!cursor_.take_word("EVERY")) {
      return unsupported_error(
          span, "only EMIT EVERY RECORD is offered in OVER: each row gives a result");
    }
    MILLRACE_CHECK(cursor_.expect_word("RECORD"));
  }
  if (cursor_.is_at_word("EXPIRE")) {
    const SourceSpan span = cursor_.peek().span;
    cursor_.take();
    MILLRACE_CHECK(cursor_.expect_word("AFTER"));
    if (!cursor_.take_word("NEVER")) {
      return unsupported_error(
          span,
          "EXPIRE AFTER is not offered: rows leave the buffer by count; write EXPIRE AFTER NEVER");
    }
  }
  return {};
}

}  // namespace millrace
