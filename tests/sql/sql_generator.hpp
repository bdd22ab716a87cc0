// tests/sql/sql_generator.hpp — random statements that the grammar accepts, in random spellings.
#pragma once

#include <string>

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
  /// The word in random case, with random blanks and comments behind it.
  std::string word(std::string_view text);
  std::string blank();
  std::string name();
  std::string column();
  std::string number();
  std::string literal();
  std::string duration();
  std::string predicate(int depth);
  std::string call(int depth);
  std::string over(int depth);
  std::string frame_bound();
  std::string window();
  std::string list(int depth, int items_max);
  std::string order_items(int depth);
  std::string clauses(int depth);
  std::string annotations();

  Prng random_;
};

}  // namespace millrace::test
