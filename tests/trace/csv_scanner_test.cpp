// tests/trace/csv_scanner_test.cpp — records and fields, cut without a look at what they mean.
#include "sim/trace/csv_scanner.hpp"

#include <doctest/doctest.h>

namespace millrace {
namespace {

/// "[field][field] +bytes" of the first record; fields in quotes carry a q, doubled quotes a d.
std::string scan(std::string_view text, bool is_last = true, std::uint32_t fields_max = 8) {
  CsvScanner scanner(',', fields_max);
  switch (scanner.scan(text, is_last)) {
    case CsvOutcome::kIncomplete:
      return "incomplete";
    case CsvOutcome::kBlank:
      return "blank +" + std::to_string(scanner.byte_count());
    case CsvOutcome::kMalformed:
      return std::to_string(scanner.problem_offset()) + ": " + std::string(scanner.problem());
    case CsvOutcome::kRecord:
      break;
  }
  std::string shown;
  for (const CsvField& field : scanner.fields()) {
    shown += field.is_quoted ? (field.has_doubled_quotes ? "d[" : "q[") : "[";
    shown += std::string(field.view()) + "]";
  }
  return shown + " +" + std::to_string(scanner.byte_count());
}

}  // namespace

TEST_CASE("fields end at delimiters, records at line ends") {
  CHECK(scan("a,bc,\nd") == "[a][bc][] +6");
  CHECK(scan("a,b\r\nc") == "[a][b] +5");
  CHECK(scan("a,b") == "[a][b] +3");
  CHECK(scan("\"a,\n\"\"b\",\"\"\nx") == "d[a,\n\"\"b]q[] +12");
  CHECK(scan("longer than eight bytes,and again\n") == "[longer than eight bytes][and again] +34");
  CHECK(scan("\n") == "blank +1");
  CHECK(scan("\r\nx") == "blank +2");
  CHECK(scan(std::string_view("a\0b,c\n", 6)) == std::string("[a\0b][c] +6", 11));
}

TEST_CASE("a record that may go on behind the text is incomplete") {
  for (const char* text : {"", "a", "a,b", "a,b\r", "\"a", "\"a\"", "\"a\"\r", "a,\"b\"\"", "a,"}) {
    CAPTURE(text);
    CHECK(scan(text, false) == "incomplete");
  }
  CHECK(scan("a\n", false) == "[a] +2");
}

TEST_CASE("fields beyond those kept are counted") {
  CsvScanner scanner(',', 2);
  CHECK(scanner.scan("1,2,3,\"4\"\n", true) == CsvOutcome::kRecord);
  CHECK(scanner.fields().size() == 2);
  CHECK(scanner.field_count() == 4);
}

TEST_CASE("quotes that make no sense are told with their place") {
  CHECK(scan("a,\"b") == "2: no closing quote");
  CHECK(scan("\"a\"b\n").substr(0, 3) == "3: ");
  CHECK(scan("\"a\"\rb\n").substr(0, 3) == "3: ");
}

TEST_CASE("lines inside quotes are counted") {
  CsvScanner scanner(',', 2);
  CHECK(scanner.scan("\"a\nb\n\",\"\n\"\nc", true) == CsvOutcome::kRecord);
  CHECK(scanner.line_count() == 4);
}

}  // namespace millrace
