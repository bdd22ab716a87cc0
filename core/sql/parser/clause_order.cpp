// core/sql/parser/clause_order.cpp — the clauses behind FROM and their order.
#include "core/sql/parser/clause_order.hpp"

namespace millrace {
namespace {

constexpr std::array<ClauseName, 8> kClauses = {{
    {Clause::kWhere, "WHERE", "WHERE"},
    {Clause::kGroupBy, "GROUP", "GROUP BY"},
    {Clause::kWindow, "WINDOW", "WINDOW"},
    {Clause::kHaving, "HAVING", "HAVING"},
    {Clause::kOrderBy, "ORDER", "ORDER BY"},
    {Clause::kLimit, "LIMIT", "LIMIT"},
    {Clause::kEmit, "EMIT", "EMIT"},
    {Clause::kWith, "WITH", "WITH"},
}};

/// Whether `clause` may stand behind `earlier` although the grammar lists it before.
bool is_free(Clause clause, Clause earlier) {
  if (earlier == Clause::kWith) return true;
  if (earlier == Clause::kWindow) return clause < Clause::kWindow;
  if (earlier == Clause::kHaving) return clause == Clause::kWindow;
  return earlier == Clause::kEmit && clause == Clause::kLimit;
}

}  // namespace

std::span<const ClauseName> clause_names() {
  return kClauses;
}

const ClauseName& name_of(Clause clause) {
  return kClauses[static_cast<std::size_t>(clause)];
}

std::optional<Clause> ClauseOrder::seen_too_early_for(Clause clause) const {
  for (const ClauseName& later : kClauses) {
    if (later.clause <= clause || !is_seen(later.clause)) continue;
    if (!is_free(clause, later.clause)) return later.clause;
  }
  return std::nullopt;
}

}  // namespace millrace
