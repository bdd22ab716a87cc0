// tests/sql/sql_generator.hpp — random statements that the grammar accepts, in random spellings.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "core/base/prng.hpp"

namespace millrace::test {

/// Every statement parses; it need not bind. Same stream, same statements.
class SqlGenerator {
 public:
  explicit SqlGenerator(Prng random) : random_(random) {}

  std::string statement();
  std::string expression(int depth);

 private:
  std::uint64_t below(std::uint64_t bound) { return random_.below(bound); }
  bool chance(std::uint64_t percent) { return random_.chance(percent, 100); }
  /// The word in random case, with random blanks and comments around it.
  std::string word(std::string_view text);
  std::string words(std::initializer_list<std::string_view> texts);
  std::string blank();
  std::string name();
  std::string column();
  std::string number_below(std::uint64_t bound);
  std::string number();
  std::string literal();
  std::string duration();
  std::string predicate(int depth);
  std::string chain();
  std::string case_of(int depth);
  std::string call(int depth);
  std::string over(int depth);
  std::string frame();
  std::string window();
  std::string list(int depth, int items_max);
  std::string order_items(int depth);
  std::string clauses(int depth);
  std::string annotations();
  std::string alias();
  std::string item(int depth);

  Prng random_;
};

}  // namespace millrace::test
