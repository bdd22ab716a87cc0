// tests/sql/sql_generator.cpp — random statements that the grammar accepts.
#include "tests/sql/sql_generator.hpp"

#include <array>
#include <initializer_list>

namespace millrace::test {
namespace {

constexpr std::array<std::string_view, 14> kNames = {
    "a",      "b2",        "_x",         "timestamp", "rows",  "\"order\"", "\"a b\"",
    "`c\"d`", "\"it''s\"", "\"g\"\"h\"", "partition", "größe", "interval",  "_WINDOW_START"};
constexpr std::array<std::string_view, 14> kOperators = {
    "OR", "AND", "=", "<>", "!=", "<", "<=", ">=", "||", "+", "-", "*", "/", "%"};
constexpr std::array<std::string_view, 10> kTypes = {
    "BIGINT",     "int",    "DOUBLE",  "double precision", "DECIMAL(12,4)",
    "decimal(5)", "STRING", "varchar", "BOOLEAN",          "timestamp"};
constexpr std::array<std::string_view, 12> kUnits = {
    "ns", "us", "ms", "s", "m", "h", "d", "w", "SECONDS", "minute", "Hours", "DAY"};
constexpr std::array<std::string_view, 8> kAnnotations = {"-- @num_partitions: 8",
                                                          "--@batch-size:  100   -- of records",
                                                          "-- @job_mode: adaptive",
                                                          "-- @partitioning_strategy: hash",
                                                          "-- @partitioned-by: a, b",
                                                          "-- @metric: m",
                                                          "-- a comment",
                                                          "/* another */"};

/// Braces are evaluated from left to right, unlike the operands of +: the same draws on every compiler.
std::string join(std::initializer_list<std::string> parts) {
  std::string out;
  for (const std::string& part : parts) out += part;
  return out;
}

}  // namespace

std::string SqlGenerator::blank() {
  switch (below(12)) {
    case 0:
      return "\n";
    case 1:
      return " /* x */ ";
    case 2:
      return " -- x\n";
    case 3:
      return "\t  ";
    default:
      return " ";
  }
}

std::string SqlGenerator::word(std::string_view text) {
  std::string out = blank();
  const bool has_small_letters = chance(40);
  for (const char c : text) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    out += has_small_letters && is_upper && chance(60) ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out += blank();
}

std::string SqlGenerator::words(std::initializer_list<std::string_view> texts) {
  std::string out;
  for (const std::string_view text : texts) out += word(text);
  return out;
}

std::string SqlGenerator::name() {
  return std::string(kNames[below(kNames.size())]);
}

std::string SqlGenerator::column() {
  return chance(20) ? join({name(), ".", name()}) : name();
}

std::string SqlGenerator::number_below(std::uint64_t bound) {
  return std::to_string(below(bound));
}

std::string SqlGenerator::number() {
  switch (below(5)) {
    case 0:
      return number_below(10);
    case 1:
      return join({number_below(1000), ".", number_below(1000)});
    case 2:
      return join({".", number_below(100)});
    case 3:
      return join({number_below(9), "e", chance(50) ? "-" : "", number_below(30)});
    default:
      return "9223372036854775807";
  }
}

std::string SqlGenerator::literal() {
  switch (below(8)) {
    case 0:
      return "'it''s -- no /* comment'";
    case 1:
      return "''";
    case 2:
      return word("TRUE");
    case 3:
      return word("NULL");
    case 4:
      return join({word("TIMESTAMP"), "'2001-02-03 04:05:06.789'"});
    case 5:
      return join({word("INTERVAL"), "'", number_below(90), "'", word("MINUTE")});
    default:
      return number();
  }
}

std::string SqlGenerator::list(int depth, int items_max) {
  const std::uint64_t count = 1 + below(static_cast<std::uint64_t>(items_max));
  std::string out = expression(depth);
  for (std::uint64_t i = 1; i < count; ++i) out += "," + expression(depth);
  return out;
}

std::string SqlGenerator::order_items(int depth) {
  std::string out = expression(depth);
  if (chance(30)) out += word("DESC");
  if (chance(30)) out += join({",", expression(depth), word("ASC")});
  return out;
}

std::string SqlGenerator::frame() {
  std::string out = word("ROWS");
  const bool is_between = chance(50);
  if (is_between) out += word("BETWEEN");
  if (chance(50)) {
    out += words({"UNBOUNDED", "PRECEDING"});
  } else {
    out += join({number_below(9), word("PRECEDING")});
  }
  if (!is_between) return out;
  out += word("AND");
  if (chance(50)) return out + words({"CURRENT", "ROW"});
  return out + join({number_below(9), word("FOLLOWING")});
}

std::string SqlGenerator::over(int depth) {
  std::string out = word("OVER") + "(";
  if (chance(40)) {
    out += words({"ROWS", "WINDOW", "BUFFER"});
    out += std::to_string(1 + below(100));
    out += word("ROWS");
  }
  if (chance(60)) out += join({words({"PARTITION", "BY"}), list(depth, 2)});
  if (chance(60)) out += join({words({"ORDER", "BY"}), order_items(depth)});
  if (chance(40)) out += frame();
  if (chance(20)) out += words({"EMIT", "EVERY", "RECORD"});
  if (chance(20)) out += words({"EXPIRE", "AFTER", "NEVER"});
  return out + ")";
}

std::string SqlGenerator::call(int depth) {
  switch (below(6)) {
    case 0:
      return join({word("COUNT"), "(*)"});
    case 1:
      return join({word("SUM"), "(", chance(30) ? word("DISTINCT") : "", expression(depth), ")"});
    case 2:
      return join({word("CAST"), "(", expression(depth), word("AS"),
                   std::string(kTypes[below(kTypes.size())]), ")"});
    case 3:
      return join({word("EXTRACT"), "(", words({"YEAR", "FROM"}), expression(depth), ")"});
    case 4:
      return join({word("LAG"), "(", list(depth, 3), ")", over(depth)});
    default:
      return join({word("SUBSTRING"), "(", expression(depth), word("FROM"), expression(depth),
                   chance(50) ? join({word("FOR"), expression(depth)}) : "", ")"});
  }
}

std::string SqlGenerator::predicate(int depth) {
  const std::string left = join({"(", expression(depth), ")"});
  const std::string negation = chance(30) ? word("NOT") : "";
  switch (below(4)) {
    case 0:
      return join({left, word("IS"), negation, word("NULL")});
    case 1:
      return join({left, negation, word("IN"), "(", list(depth, 3), ")"});
    case 2:
      return join({left, negation, word("LIKE"), "(", expression(depth), ")"});
    default:
      return join({left, negation, word("BETWEEN"), "(", expression(depth), ")", word("AND"), "(",
                   expression(depth), ")"});
  }
}

/// Operators without parentheses, whose shape is the precedence's business.
std::string SqlGenerator::chain() {
  constexpr std::array<std::string_view, 8> kChained = {"OR", "AND", "||", "+", "-", "*", "/", "%"};
  std::string out = column();
  for (std::uint64_t left = 1 + below(4); left > 0; --left) {
    out += join({word(kChained[below(kChained.size())]), chance(30) ? "- " : "",
                 chance(50) ? column() : number()});
  }
  return out;
}

std::string SqlGenerator::case_of(int depth) {
  std::string out = word("CASE");
  if (chance(30)) out += expression(depth);
  for (std::uint64_t left = 1 + below(2); left > 0; --left) {
    out += join({word("WHEN"), expression(depth), word("THEN"), expression(depth)});
  }
  if (chance(50)) out += join({word("ELSE"), expression(depth)});
  return out + word("END");
}

std::string SqlGenerator::expression(int depth) {
  if (depth <= 0) return chance(60) ? column() : literal();
  const int inner = depth - 1;
  switch (below(9)) {
    case 0:
    case 1:
      return column();
    case 2:
      return literal();
    case 3:
      return join({"(", expression(inner), ")", word(kOperators[below(kOperators.size())]), "(",
                   expression(inner), ")"});
    case 4:
      return chain();
    case 5:
      return join({"(", chance(50) ? word("NOT") : "- ", chance(30) ? "- " : "", "(",
                   expression(inner), "))"});
    case 6:
      return join({"(", predicate(inner), ")"});
    case 7:
      return case_of(inner);
    default:
      return call(inner);
  }
}

std::string SqlGenerator::duration() {
  const std::string count = number_below(100);
  const std::string unit(kUnits[below(kUnits.size())]);
  switch (below(4)) {
    case 0:
      return count;
    case 1:
      return count + unit;
    case 2:
      return join({count, blank(), unit});
    default:
      return join({word("INTERVAL"), "'", count, "'", blank(), unit});
  }
}

std::string SqlGenerator::window() {
  constexpr std::array<std::string_view, 4> kKinds = {"TUMBLING", "HOPPING", "SESSION", "anything"};
  std::string out = join({word("WINDOW"), word(kKinds[below(kKinds.size())]), "("});
  if (chance(40)) out += column() + ",";
  if (chance(40)) {
    out += join({word("SIZE"), duration()});
    if (chance(50)) out += join({",", words({"ADVANCE", "BY"}), duration()});
  } else {
    out += duration();
    if (chance(50)) out += "," + duration();
  }
  if (chance(40)) out += join({",", word("GRACE"), chance(50) ? word("PERIOD") : "", duration()});
  return out + ")";
}

std::string SqlGenerator::clauses(int depth) {
  std::string out;
  const std::string when = chance(50) ? window() : "";
  const std::uint64_t place = below(4);
  if (place == 0) out += when;
  if (chance(50)) out += join({word("WHERE"), expression(depth)});
  if (place == 1) out += when;
  if (chance(50)) out += join({words({"GROUP", "BY"}), list(depth, 3)});
  if (place == 2) out += when;
  if (chance(30)) out += join({word("HAVING"), expression(depth)});
  if (place == 3) out += when;
  if (chance(30)) out += join({words({"ORDER", "BY"}), order_items(depth)});
  const std::string limit = chance(30) ? join({word("LIMIT"), number_below(100)}) : "";
  const std::string emit = chance(50) ? words({"EMIT", chance(50) ? "CHANGES" : "FINAL"}) : "";
  out += chance(50) ? limit + emit : emit + limit;
  if (chance(20)) out += word("WITH") + "('k.x' = 'v''w', y = 5)";
  return out;
}

std::string SqlGenerator::annotations() {
  std::string out;
  for (const std::string_view line : kAnnotations) {
    if (chance(30)) out += std::string(line) + "\n";
  }
  return out;
}

std::string SqlGenerator::alias() {
  return join({chance(50) ? word("AS") : " ", name()});
}

std::string SqlGenerator::item(int depth) {
  if (chance(10)) return chance(50) ? "*" : name() + ".*";
  return join({expression(depth), chance(40) ? alias() : ""});
}

std::string SqlGenerator::statement() {
  const int depth = static_cast<int>(below(4));
  std::string out = chance(30) ? annotations() : "";
  if (chance(20)) {
    out += join({word("CREATE"), word(chance(50) ? "STREAM" : "TABLE"), name(), word("AS")});
  }
  out += word("SELECT");
  if (chance(20)) out += word("DISTINCT");
  out += item(depth);
  for (std::uint64_t left = below(3); left > 0; --left) out += "," + item(depth);
  out += join({word("FROM"), name(), chance(20) ? "." + name() : "", chance(40) ? alias() : ""});
  out += clauses(depth);
  return out + (chance(20) ? ";" : "");
}

}  // namespace millrace::test
