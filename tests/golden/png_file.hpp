// tests/golden/png_file.hpp — pictures as PNG files, small where that cannot be seen.
#pragma once

#include <optional>
#include <string>

#include "tests/golden/pixels.hpp"

namespace millrace::test {

/// Nothing where there is no such file, or it is not a picture.
std::optional<Pixels> read_png(const std::string& path);
/// False when it cannot be written.
bool write_png(const Pixels& pixels, const std::string& path);
/// With at most 256 colours, each of the picture's near to one of them: a third of the size. In full where somebody
/// could see that. False when it cannot be written.
bool write_small_png(const Pixels& pixels, const std::string& path);

}  // namespace millrace::test
