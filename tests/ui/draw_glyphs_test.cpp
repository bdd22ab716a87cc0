// tests/ui/draw_glyphs_test.cpp — every sign that texts of the workbench use is among those its fonts are built with.
#include <doctest/doctest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <vector>

namespace millrace::test {
namespace {

std::string contents_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// Code points of the escaped UTF-8 sequences in a source text: "\xe2\x9c\x97".
std::set<std::uint32_t> escaped_signs(const std::string& source) {
  std::set<std::uint32_t> signs;
  std::vector<std::uint32_t> bytes;
  const auto flush = [&] {
    for (std::size_t i = 0; i < bytes.size();) {
      const std::uint32_t lead = bytes[i];
      const std::size_t length = lead >= 0xe0 ? 3 : (lead >= 0xc0 ? 2 : 1);
      if (length == 1 || i + length > bytes.size()) break;
      std::uint32_t sign = length == 3 ? lead & 0x0fu : lead & 0x1fu;
      for (std::size_t k = 1; k < length; ++k) sign = sign << 6 | (bytes[i + k] & 0x3fu);
      signs.insert(sign);
      i += length;
    }
    bytes.clear();
  };
  for (std::size_t at = 0; at < source.size();) {
    if (source.compare(at, 2, "\\x") == 0) {
      bytes.push_back(
          static_cast<std::uint32_t>(std::strtoul(source.substr(at + 2, 2).c_str(), nullptr, 16)));
      at += 4;
      continue;
    }
    flush();
    ++at;
  }
  flush();
  return signs;
}

/// The pairs of the table of ranges that the fonts are built with.
std::vector<std::pair<std::uint32_t, std::uint32_t>> built_ranges() {
  std::string source;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(MILLRACE_SOURCE_DIR) + "/ui/platform")) {
    const std::string text = contents_of(entry.path());
    if (text.find("kRanges[] = {") != std::string::npos) source = text;
  }
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ranges;
  const std::size_t begin = source.find("kRanges[] = {");
  if (begin == std::string::npos) return ranges;
  const std::string table = source.substr(begin, source.find("};", begin) - begin);
  std::vector<std::uint32_t> numbers;
  for (std::size_t at = table.find("0x"); at != std::string::npos; at = table.find("0x", at + 2))
    numbers.push_back(static_cast<std::uint32_t>(std::strtoul(table.c_str() + at, nullptr, 16)));
  for (std::size_t i = 0; i + 1 < numbers.size(); i += 2)
    ranges.emplace_back(numbers[i], numbers[i + 1]);
  return ranges;
}

}  // namespace

TEST_CASE("escaped signs are read from sources") {
  CHECK(escaped_signs("\"\\xe2\\x9c\\x97 a\\xc3\\x97\"") == std::set<std::uint32_t>{0x2717, 0xd7});
}

TEST_CASE("fonts are built with every sign that texts use") {
  const auto ranges = built_ranges();
  REQUIRE_FALSE(ranges.empty());
  for (const char* room : {"/ui/draw", "/ui/panels", "/ui/frame", "/ui/session"}) {
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(MILLRACE_SOURCE_DIR) + room)) {
      if (entry.path().extension() != ".cpp") continue;
      const std::string file = entry.path().filename().string();
      for (const std::uint32_t sign : escaped_signs(contents_of(entry.path()))) {
        CAPTURE(file);
        CAPTURE(sign);
        bool is_built = false;
        for (const auto& [first, last] : ranges) is_built |= sign >= first && sign <= last;
        CHECK(is_built);
      }
    }
  }
}

}  // namespace millrace::test
