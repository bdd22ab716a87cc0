// tests/sql_text_runner.cpp — runs the cases of tests/sql/*.test, or of the files named; prints what differs.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "tests/support/sql_case.hpp"

namespace {

std::vector<std::string> all_files() {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(MILLRACE_SOURCE_DIR "/tests/sql")) {
    if (entry.path().extension() == ".test") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

struct Counts {
  int cases = 0;
  int failed = 0;
};

/// False when the file cannot be read.
bool run_file(const std::string& path, Counts& counts) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    std::printf("%s: cannot be opened\n", path.c_str());
    return false;
  }
  const std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  const auto cases = millrace::sql_text::parse_cases(text);
  if (!cases.has_value()) {
    std::printf("%s:%s\n", path.c_str(), cases.error().message.c_str());
    return false;
  }
  for (const millrace::sql_text::SqlCase& sql_case : cases.value()) {
    ++counts.cases;
    const std::vector<std::string> differences = millrace::sql_text::check_case(sql_case);
    if (differences.empty()) continue;
    ++counts.failed;
    std::printf("%s:%u: %s\n", path.c_str(), sql_case.line, sql_case.name.c_str());
    for (const std::string& line : differences) std::printf("  %s\n", line.c_str());
  }
  return !cases.value().empty();
}

}  // namespace

int main(int argc, char** argv) {
  std::vector<std::string> files(argv + 1, argv + argc);
  if (files.empty()) files = all_files();
  Counts counts;
  bool is_fine = !files.empty();
  for (const std::string& file : files) is_fine &= run_file(file, counts);
  std::printf("%d SQL cases in %zu files, %d failed\n", counts.cases, files.size(), counts.failed);
  return is_fine && counts.failed == 0 ? 0 : 1;
}
