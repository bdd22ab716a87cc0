// ui/platform/picture.hpp — pixels as a PNG file.
#pragma once

#include <string>
#include <vector>

#include "core/base/result.hpp"

namespace millrace {

struct Picture {
  int width = 0;
  int height = 0;
  std::vector<unsigned char> rgba;  // bottom row first, as OpenGL reads them
};

/// Opaque. Errors: kInput (the file cannot be written).
Status write_png(const Picture& picture, const std::string& path);

}  // namespace millrace
