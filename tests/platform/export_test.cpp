// tests/platform/export_test.cpp — documents of a session are those of the command, made beside the window.
#include <doctest/doctest.h>

#include <condition_variable>
#include <filesystem>
#include <mutex>
#include <string>

#include "ui/platform/export_job_threads.hpp"
#include "ui/platform/session_files.hpp"

namespace millrace::test {
namespace {

constexpr const char* kScenario = R"(version: 1
name: tiny export
duration: 200ms
query: SELECT trader_id, COUNT(*) AS n FROM trades GROUP BY trader_id WINDOW TUMBLING(1s)
topic:
  name: trades
  partitions: 6
  key: [symbol]
  fields:
    symbol: {type: string, pattern: "S{n}", cardinality: 40}
    trader_id: {type: string, pattern: "T{n}", cardinality: 60}
load: {rate: 10k/s}
engine: {cores: 3, num_partitions: 3}
)";

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("every document of a session says what it is about") {
  const SessionFiles files = session_files("");
  Session session(files);
  session.load(kScenario, "tiny.yaml");
  REQUIRE(session.view().scenario != nullptr);
  const auto document = [&](ExportKind kind) {
    const Result<std::string> text = export_document(export_order(kind, session.view(), files));
    REQUIRE(text.has_value());
    return text.value();
  };
  const std::string json = document(ExportKind::kJson);
  CHECK(contains(json, "\"run_hash\""));
  CHECK(contains(json, "\"strategy\": \"fan_in\""));
  CHECK(contains(document(ExportKind::kCsv), "always_hash"));
  CHECK(contains(document(ExportKind::kHtml), "<html"));
  CHECK(document(ExportKind::kScenario) == kScenario);
}

TEST_CASE("names of documents are names of files") {
  CHECK(export_name(ExportKind::kJson, "tiny export") == "tiny-export.json");
  CHECK(export_name(ExportKind::kHtml, "../../etc/x") == "------etc-x.html");
  CHECK(export_name(ExportKind::kPicture, "") == "millrace.png");
}

TEST_CASE("a thread makes the file and says so once; a folder in the way is said, too") {
  const SessionFiles files = session_files("");
  Session session(files);
  session.load(kScenario, "tiny.yaml");
  const std::string path =
      (std::filesystem::temp_directory_path() / "millrace_export_test.csv").string();
  for (const bool is_possible : {true, false}) {
    std::mutex mutex;
    std::condition_variable changed;
    bool has_ended = false;
    ExportJob job;
    job.start(export_order(ExportKind::kCsv, session.view(), files),
              is_possible ? path : path + "/no/such/folder.csv", [&] {
                const std::lock_guard lock(mutex);
                has_ended = true;
                changed.notify_one();
              });
    CHECK(job.is_running());
    {
      std::unique_lock lock(mutex);
      changed.wait(lock, [&] { return has_ended; });
    }
    const std::optional<std::string> note = job.take_note();
    REQUIRE(note.has_value());
    CHECK(contains(*note, is_possible ? "Written: " : "cannot write"));
    CHECK_FALSE(job.take_note().has_value());
    CHECK_FALSE(job.is_running());
  }
  CHECK(contains(contents_of(path).value_or(""), "fan_in"));
  std::filesystem::remove(path);
}

}  // namespace millrace::test
