// tests/study/figure_text_test.cpp — three digits and a unit, whatever the size.
#include "sim/study/figure_text.hpp"

#include <doctest/doctest.h>

#include "sim/study/text_table.hpp"

namespace millrace {

TEST_CASE("rates have three digits and a unit") {
  const std::pair<double, const char*> cases[] = {
      {0, "0/s"},         {7, "7/s"},          {12.5, "12.5/s"},     {999, "999/s"},
      {1000, "1.00k/s"},  {12'000, "12.0k/s"}, {999'600, "1.00M/s"}, {191'234, "191k/s"},
      {2.5e6, "2.50M/s"}, {3e10, "30.0G/s"}};
  for (const auto& [value, text] : cases) CHECK(rate_figure(value) == text);
}

TEST_CASE("latencies go from microseconds to seconds") {
  const std::pair<double, const char*> cases[] = {
      {0, "0.00 µs"},      {0.42, "0.42 µs"},  {12.34, "12.3 µs"},
      {999.4, "999 µs"},   {999.9, "1.00 ms"}, {1250, "1.25 ms"},
      {38'000, "38.0 ms"}, {2.5e6, "2.50 s"},  {90e6, "90.0 s"}};
  for (const auto& [value, text] : cases) CHECK(latency_figure(value) == text);
}

TEST_CASE("shares, ratios, bytes, counts and times") {
  CHECK(share_figure(0.1234) == "12.3 %");
  CHECK(share_figure(-1) == "—");
  CHECK(ratio_figure(1.125) == "1.12");
  CHECK(bytes_figure(512) == "512 B");
  CHECK(bytes_figure(1536) == "1.50 KiB");
  CHECK(bytes_figure(5 << 20) == "5.00 MiB");
  CHECK(grouped_count(1234567) == "1,234,567");
  CHECK(grouped_count(-1234) == "-1,234");
  CHECK(grouped_count(999) == "999");
  CHECK(counted(1, "row") == "1 row");
  CHECK(counted(2'000, "row") == "2,000 rows");
  CHECK(time_figure(250'000'000) == "250 ms");
  CHECK(time_figure(12'500'000'000) == "12.5 s");
  CHECK(time_figure(60'000'000'000) == "1m");
  CHECK(time_figure(3'690'000'000'000) == "1h 1m 30s");
}

TEST_CASE("text is measured, cut and broken by characters, not by bytes") {
  CHECK(display_width("✓ µs") == 4);
  CHECK(padded_left("µ", 3) == "  µ");
  CHECK(padded_right("µ", 3) == "µ  ");
  CHECK(shortened("µµµµ", 3) == "µµ…");
  CHECK(shortened("abc", 3) == "abc");
  CHECK(wrapped("one two three", 8, "> ") == "> one\n> two\n> three\n");
  CHECK(wrapped("one two three", 9, "> ") == "> one two\n> three\n");
  CHECK(wrapped("", 9, "> ").empty());
  CHECK(wrapped("at p99 1.50 ms, not 2 s", 10, "") == "at p99\n1.50 ms,\nnot 2 s\n");
}

TEST_CASE("a table that would be too wide has one blank between its columns") {
  TextTable table({{"name", Align::kLeft}, {"rate"}});
  table.add({"long name", "10.5"});
  table.fit(15);
  CHECK(table.text() == "name       rate\nlong name  10.5\n");
  table.fit(14);
  CHECK(table.text() == "name      rate\nlong name 10.5\n");
  CHECK(table.width() == 14);
}

TEST_CASE("tables are aligned, and their colours take no width") {
  TextTable table({{"name", Align::kLeft}, {"rate"}});
  table.add({"µ", "1"});
  table.add({"long name", "10.5"});
  table.colour_last("<", ">");
  CHECK(table.text(" ") ==
        " name       rate\n"
        " µ             1\n"
        " <long name  10.5>\n");
  CHECK(table.width() == 15);
  CHECK(table.markdown() ==
        "| name | rate |\n"
        "| --- | ---: |\n"
        "| µ | 1 |\n"
        "| long name | 10.5 |\n");
}

}  // namespace millrace
