// ui/platform/bundled.hpp — scenarios and recordings that are part of the program (cmake/bundled.cmake makes them).
#pragma once

#include <span>
#include <string_view>

namespace millrace {

struct BundledFile {
  std::string_view name;  // "trading_aligned.yaml", "data/flights-2001q1.csv"
  std::string_view text;
};

std::span<const BundledFile> bundled_files();

}  // namespace millrace
