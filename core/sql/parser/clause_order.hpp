// core/sql/parser/clause_order.hpp — the clauses behind FROM, and which may still follow those that
// were read.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace millrace {

/// In the order of the grammar. WINDOW may stand anywhere before ORDER BY, EMIT on either side of
/// LIMIT, WITH anywhere.
enum class Clause : std::uint8_t {
  kWhere,
  kGroupBy,
  kWindow,
  kHaving,
  kOrderBy,
  kLimit,
  kEmit,
  kWith,
};

struct ClauseName {
  Clause clause;
  std::string_view word;  // the keyword it begins with
  std::string_view text;  // for messages: GROUP BY
};

/// In the order of Clause.
std::span<const ClauseName> clause_names();
const ClauseName& name_of(Clause clause);

/// Which clauses were read so far.
class ClauseOrder {
 public:
  void note(Clause clause) { is_seen_[static_cast<std::size_t>(clause)] = true; }
  bool is_seen(Clause clause) const { return is_seen_[static_cast<std::size_t>(clause)]; }
  /// A clause read already that `clause` must stand before; nothing where it may follow.
  std::optional<Clause> seen_too_early_for(Clause clause) const;
  bool may_follow(Clause clause) const { return !is_seen(clause) && !seen_too_early_for(clause); }

 private:
  std::array<bool, 8> is_seen_ = {};
};

}  // namespace millrace
