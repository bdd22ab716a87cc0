// tests/sql/statements.hpp — what becomes of a statement, as one line of text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.hpp"
#include "tests/sql/fake_catalog.hpp"

namespace millrace::test {

/// `1:8: message`, the place of an error as an editor shows it.
std::string error_text(const Error& error, std::string_view sql);
/// The canonical text of a statement, or its error.
std::string parsed(std::string_view sql);
/// The plan of a statement as plan_text(), or its error.
std::string bound(std::string_view sql);
/// The bound form of one expression over the rows of a topic, or its error. `_ DOUBLE`-like types come last.
std::string bound_expression_text(std::string_view expression, std::string_view topic = "payments");

/// Every statement that the documents of this project and of Velostream show, for tests over all of them.
const std::vector<std::string>& documented_statements();

}  // namespace millrace::test
