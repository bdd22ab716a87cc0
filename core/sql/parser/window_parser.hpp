// core/sql/parser/window_parser.hpp — reads WINDOW kind(…) and lengths of time; internal to the
// parser. Knows no kinds of windows: any name, any words before a duration; the binder asks the
// catalog.
#pragma once

#include "core/base/result.hpp"
#include "core/sql/ast.hpp"
#include "core/sql/parser/token_cursor.hpp"

namespace millrace {

/// At the word WINDOW. `TUMBLING(1m)`, `TUMBLING(ts, INTERVAL '1' MINUTE, GRACE 10s)`,
/// `HOPPING (SIZE 30 SECONDS, ADVANCE BY 10 SECONDS, GRACE PERIOD 1 MINUTE)`.
Result<AstWindow> parse_window(TokenCursor& cursor);

/// Whether INTERVAL and a quantity come next; else INTERVAL is a name like any other.
bool is_at_interval(const TokenCursor& cursor);
/// INTERVAL '5' MINUTE, INTERVAL 5 MINUTE, INTERVAL '5 minutes'.
Result<AstDuration> parse_interval_literal(TokenCursor& cursor);

}  // namespace millrace
