// tests/cli/kcat_key_test.cpp — the key that is given for a recorded topic: said of it, not done to
// it.
#include <doctest/doctest.h>

#include "tests/cli/command_harness.hpp"

namespace millrace::cli {
namespace {

std::string line(int partition, int offset, const std::string& c) {
  return "{\"topic\":\"t\",\"partition\":" + std::to_string(partition) +
         ",\"offset\":" + std::to_string(offset) +
         ",\"ts\":978310020000,\"key\":\"k\",\"payload\":{\"c\":\"" + c + "\"}}\n";
}

/// 'x' lies on two partitions: the topic is not keyed by c.
const std::string kRecording =
    line(2, 5, "x") + line(0, 0, "y") + line(1, 3, "x") + line(2, 6, "x");

constexpr const char* kPlaces =
    "SELECT c, _PARTITION AS p, COUNT(*) AS n FROM t GROUP BY c, _PARTITION EMIT FINAL";
constexpr const char* kAsRecorded = "c,p,n\nx,1,1\nx,2,2\ny,0,1\n";

Outcome places(const std::string& annotations, QueryOptions options) {
  const TemporaryFile file(".kcat", kRecording);
  options.job.sql = annotations + kPlaces;
  options.input = file.path();
  return query(options);
}

}  // namespace

TEST_CASE("a key of a kcat recording only declares, as an option and as an annotation") {
  CHECK(places("", {}).out == kAsRecorded);
  QueryOptions keyed;
  keyed.job.key = "c";
  CHECK(places("", keyed).out == kAsRecorded);
  CHECK(places("-- @partitioned_by: c\n", {}).out == kAsRecorded);
  keyed.job.partitioner = "murmur2";
  keyed.job.source_partitions = 3;
  const Outcome anew = places("", keyed);
  CHECK(anew.code == 0);
  CHECK(anew.out != kAsRecorded);
  CHECK(anew.out.find("x,") == anew.out.rfind("x,"));  // on one partition now
}

TEST_CASE("a declared key that the recorded partitions contradict is found out") {
  std::string recording;
  for (int i = 0; i < 60; ++i) recording += line(i % 3, i, i % 5 == 0 ? "x" : "y");
  const TemporaryFile file(".kcat", recording);
  QueryOptions options;
  options.job.sql = "SELECT c, COUNT(*) AS n FROM t GROUP BY c EMIT FINAL";
  options.job.key = "c";
  options.job.strategy = "smart";
  options.job.partitions = 3;
  options.input = file.path();
  options.batch_rows = 4;
  const Outcome outcome = query(options);
  CHECK(outcome.out == "c,n\nx,12\ny,48\n");
  CHECK(outcome.err.find("switched to hashing") != std::string::npos);
}

}  // namespace millrace::cli
