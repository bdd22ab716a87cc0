// tests/metrics/percentile_table_test.cpp — the table as HdrHistogram 2 (its JavaScript port) prints it, row for row.
#include "core/metrics/percentile_table.hpp"

#include <doctest/doctest.h>

namespace millrace {

TEST_CASE("20 cubes with 2 ticks a half distance") {
  LatencyHistogram histogram;
  for (std::int64_t i = 1; i <= 20; ++i) histogram.record(i * i * i * 7);
  CHECK(percentile_table(histogram, {.ticks_per_half_distance = 2}) ==
        "       Value     Percentile TotalCount 1/(1-Percentile)\n"
        "\n"
        "       7.000 0.000000000000          1           1.00\n"
        "     875.000 0.250000000000          5           1.33\n"
        "    7003.000 0.500000000000         10           2.00\n"
        "   15383.000 0.625000000000         13           2.67\n"
        "   23631.000 0.750000000000         15           4.00\n"
        "   34399.000 0.812500000000         17           5.33\n"
        "   40831.000 0.875000000000         18           8.00\n"
        "   48031.000 0.906250000000         19          10.67\n"
        "   48031.000 0.937500000000         19          16.00\n"
        "   56031.000 0.953125000000         20          21.33\n"
        "   56031.000 1.000000000000         20\n"
        "#[Mean    =    15435.000, StdDeviation   =    17091.689]\n"
        "#[Max     =    56000.000, Total count    =           20]\n"
        "#[Buckets =            6, SubBuckets     =         2048]\n");
}

TEST_CASE("values are scaled to the unit asked for, and a pause shows in the last rows") {
  LatencyHistogram histogram;
  histogram.record(1'000, 10'000);
  histogram.record(100'000'000);
  const std::string table = percentile_table(histogram, {.units_per_output_unit = 1'000});
  CHECK(table.find("       1.000 0.000000000000      10000           1.00\n"
                   "       1.000 0.100000000000      10000           1.11\n") != std::string::npos);
  CHECK(table.find("       1.000 0.999877929688      10000        8192.00\n"
                   "       1.000 0.999890136719      10000        9102.22\n"
                   "  100007.935 0.999902343750      10001       10240.00\n"
                   "  100007.935 1.000000000000      10001\n") != std::string::npos);
  CHECK(table.find("#[Max     =   100000.000, Total count    =        10001]\n") !=
        std::string::npos);
}

TEST_CASE("an empty histogram has a table without rows") {
  CHECK(percentile_table(LatencyHistogram()) ==
        "       Value     Percentile TotalCount 1/(1-Percentile)\n"
        "\n"
        "#[Mean    =        0.000, StdDeviation   =        0.000]\n"
        "#[Max     =        0.000, Total count    =            0]\n"
        "#[Buckets =            1, SubBuckets     =         2048]\n");
}

}  // namespace millrace
