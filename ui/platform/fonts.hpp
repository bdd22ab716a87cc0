// ui/platform/fonts.hpp — the fonts that are part of the program (cmake/workbench_libraries.cmake makes them).
#pragma once

#include <cstdint>

namespace millrace {

extern const unsigned char kMonoFont[];
extern const std::uint32_t kMonoFontBytes;
extern const unsigned char kTextFont[];
extern const std::uint32_t kTextFontBytes;

}  // namespace millrace
