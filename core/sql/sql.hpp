// core/sql/sql.hpp — the room's front door: text to statement, statement to plan, statement to text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "core/sql/ast.hpp"
#include "core/sql/catalog.hpp"
#include "core/sql/plan.hpp"

namespace millrace {

/// Reads one statement with its annotation lines. Spans in errors are byte offsets into `text`.
Result<Statement> parse_statement(std::string_view text);

/// Canonical text; parse_statement(print_statement(s)) equals s but for spans.
std::string print_statement(const Statement& statement);

/// Resolves names and types. CREATE STREAM|TABLE … AS SELECT is bound as its SELECT.
Result<QueryPlan> bind(const Statement& statement, const Catalog& catalog);

/// The topic named in FROM (looked through CREATE … AS).
std::string_view topic_of(const Statement& statement);

}  // namespace millrace
