// tests/tidy/banned_words.cpp — what may not be written in which room, and what to write instead.
#include "tests/tidy/rules.hpp"

namespace millrace::tidy {
namespace {

struct BannedWords {
  std::string_view rule;
  std::vector<std::string_view> words;
  std::vector<std::string_view> places;      // path prefixes; empty: everywhere
  std::vector<std::string_view> exceptions;  // path prefixes
  std::string_view instead;
};

const std::vector<BannedWords>& banned_words() {
  static const std::vector<BannedWords> all = {
      {"std_random",
       {"<random>", "std::mt19937", "std::mt19937_64", "std::random_device", "rand("},
       {},
       {},
       "distributions differ between standard libraries: use millrace::Prng"},
      {"std_hash",
       {"std::hash"},
       {},
       {},
       "differs between platforms, 4 bytes wide on wasm32: use core/base/hash.hpp"},
      {"std_shuffle",
       {"std::shuffle", "std::random_shuffle", "std::sample"},
       {},
       {},
       "differs between standard libraries: shuffle with millrace::Prng"},
      {"long_type",
       {"long"},
       {},
       {},
       "its width differs between native and wasm32: use std::int64_t or std::int32_t"},
      {"libm",
       {"std::exp", "std::exp2", "std::expm1", "std::log", "std::log2", "std::log10", "std::log1p",
        "std::pow", "std::sin", "std::cos", "std::tan", "std::atan2", "std::cbrt", "std::hypot",
        "std::tgamma", "std::lgamma", "std::erf"},
       {"core/", "sim/"},
       {},
       "the last bits differ between platforms: use core/base/portable_math.hpp"},
      {"platform_branch",
       {"__EMSCRIPTEN__"},
       {},
       {"ui/platform/", "web/"},
       "platforms are told apart by files that CMake chooses, only ui/platform and web branch"},
      {"printing",
       {"<iostream>", "<print>", "printf", "fprintf", "puts", "fputs", "std::cout", "std::cerr",
        "std::clog"},
       {"core/", "sim/"},
       {"core/base/assert.cpp", "sim/cli/", "sim/main_"},
       "core and sim return values; only the command prints"},
      {"clock",
       {"std::chrono", "<chrono>", "<ctime>", "clock_gettime", "gettimeofday"},
       {"core/", "sim/"},
       {"core/threads/", "sim/cli/"},
       "time is a value given from outside; only the wall-clock driver and the command look at a "
       "clock"},
      {"files",
       {"<fstream>", "<filesystem>", "fopen", "<unistd.h>"},
       {"core/", "sim/"},
       {"sim/trace/", "sim/cli/", "sim/main_"},
       "only sim/trace and the command touch files"},
      {"threads",
       {"<thread>", "<mutex>", "<shared_mutex>", "<condition_variable>", "<future>", "<semaphore>",
        "<latch>", "<barrier>"},
       {"core/", "sim/"},
       {"core/threads/", "sim/cli/"},
       "threads live in core/threads only"},
      {"sleep",
       {"sleep_for", "sleep_until", "usleep(", "nanosleep(", "sleep("},
       {"tests/"},
       {},
       "a test waits for what it waits for, never for time"},
      {"using_namespace", {"using namespace std"}, {}, {}, "name what is used"},
  };
  return all;
}

bool stands_under(const SourceFile& file, const std::vector<std::string_view>& prefixes) {
  for (const std::string_view prefix : prefixes) {
    if (file.is_under(prefix)) return true;
  }
  return false;
}

}  // namespace

std::vector<Finding> check_banned_words(const SourceFile& file) {
  std::vector<Finding> findings;
  for (const BannedWords& banned : banned_words()) {
    if (!banned.places.empty() && !stands_under(file, banned.places)) continue;
    if (stands_under(file, banned.exceptions)) continue;
    for (std::size_t i = 0; i < file.code.size(); ++i) {
      for (const std::string_view word : banned.words) {
        if (find_word(file.code[i], word) == std::string::npos) continue;
        if (is_allowed(file, i + 1, banned.rule)) continue;
        findings.push_back({file.path, i + 1, std::string(banned.rule),
                            "'" + std::string(word) + "': " + std::string(banned.instead)});
      }
    }
  }
  return findings;
}

std::vector<Finding> check_open_points(const SourceFile& file) {
  static constexpr std::string_view kOpen =
      "TO"
      "DO";  // Split, so that this file passes.
  std::vector<Finding> findings;
  for (std::size_t i = 0; i < file.comments.size(); ++i) {
    const std::string& comment = file.comments[i];
    for (const std::string_view word : {std::string_view("FIX"
                                                         "ME"),
                                        std::string_view("XX"
                                                         "X")}) {
      if (find_word(comment, word) != std::string::npos) {
        findings.push_back({file.path, i + 1, "open_point", "remove before it is committed"});
      }
    }
    const std::size_t at = find_word(comment, kOpen);
    if (at == std::string::npos) continue;
    const std::string_view rest = std::string_view(comment).substr(at + kOpen.size());
    const bool has_issue =
        rest.size() > 2 && rest.starts_with("(#") && rest[2] >= '0' && rest[2] <= '9';
    if (!has_issue) {
      findings.push_back({file.path, i + 1, "open_point", "name the issue: (#12) after the word"});
    }
  }
  return findings;
}

}  // namespace millrace::tidy
