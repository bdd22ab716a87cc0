// ui/platform/picture.cpp — PNG by stb.
#include "ui/platform/picture.hpp"

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb_image_write.h>
#pragma GCC diagnostic pop

#include <cstddef>

namespace millrace {

Status write_png(const Picture& picture, const std::string& path) {
  const auto width = static_cast<std::size_t>(picture.width);
  const auto height = static_cast<std::size_t>(picture.height);
  std::vector<unsigned char> rgb(width * height * 3);
  for (std::size_t y = 0; y < height; ++y) {
    const unsigned char* from = &picture.rgba[(height - 1 - y) * width * 4];
    unsigned char* to = &rgb[y * width * 3];
    for (std::size_t x = 0; x < width; ++x) {
      for (std::size_t c = 0; c < 3; ++c) to[x * 3 + c] = from[x * 4 + c];
    }
  }
  if (stbi_write_png(path.c_str(), picture.width, picture.height, 3, rgb.data(),
                     picture.width * 3) == 0) {
    return Error{ErrorCode::kInput, "cannot write the picture '" + path + "'", {}};
  }
  return {};
}

}  // namespace millrace
