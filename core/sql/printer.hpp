// core/sql/printer.hpp — canonical text of the parts of a statement; print_statement() is in
// sql.hpp.
#pragma once

#include <string>

#include "core/sql/ast.hpp"

namespace millrace {

/// One line, keywords and functions in upper case, parentheses only where they are needed: also the
/// name of an output column without alias.
std::string print_expression(const AstExpression& expression);
/// `WINDOW TUMBLING(ts, 1m, GRACE 10s)`.
std::string print_window(const AstWindow& window);

}  // namespace millrace
