// tests/fuzz/sql_fuzz.cpp — libFuzzer target: what is accepted reads back from its canonical text, and
// binding it ends. Not built by default:
// clang++ -std=c++20 -O1 -g -DFMT_HEADER_ONLY=1 -fsanitize=fuzzer,address,undefined -I. \
//   -I<build>/third_party_headers tests/fuzz/sql_fuzz.cpp tests/sql/fake_catalog.cpp \
//   core/sql/*.cpp core/sql/*/*.cpp core/data/*.cpp core/base/*.cpp -o sql_fuzz && ./sql_fuzz
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "core/base/assert.hpp"
#include "core/sql/sql.hpp"
#include "tests/sql/fake_catalog.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace millrace;
  static const FakeCatalog catalog;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Result<Statement> statement = parse_statement(text);
  if (!statement) {
    render_error(statement.error(), "fuzz", text);
    return 0;
  }
  const Result<Statement> again = parse_statement(print_statement(statement.value()));
  MILLRACE_ASSERT(again.has_value());
  MILLRACE_ASSERT(again.value() == statement.value());
  const Result<QueryPlan> plan = bind(statement.value(), catalog);
  if (plan) plan.value().output_schema();
  return 0;
}
