// tests/golden/png_file.cpp — stb reads and packs; pictures of a palette are put together here, stb writes none.
#include "tests/golden/png_file.hpp"

#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb_image.h>
#include <stb_image_write.h>
#pragma GCC diagnostic pop

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

namespace millrace::test {
namespace {

constexpr std::size_t kColours = 256;

std::uint32_t rgb_at(const Pixels& pixels, std::size_t i) {
  return static_cast<std::uint32_t>(pixels.rgb[i * 3]) << 16 |
         static_cast<std::uint32_t>(pixels.rgb[i * 3 + 1]) << 8 | pixels.rgb[i * 3 + 2];
}

struct Colour {
  std::uint32_t rgb = 0;
  Lab lab;
};

Colour colour_of(std::uint32_t rgb) {
  const unsigned char bytes[] = {static_cast<unsigned char>(rgb >> 16),
                                 static_cast<unsigned char>(rgb >> 8),
                                 static_cast<unsigned char>(rgb)};
  return {rgb, lab_of(bytes)};
}

float square_distance(const Lab& a, const Lab& b) {
  return (a.l - b.l) * (a.l - b.l) + (a.a - b.a) * (a.a - b.a) + (a.b - b.b) * (a.b - b.b);
}

struct Indexed {
  std::vector<Colour> palette;
  std::vector<unsigned char> index;  // of each pixel
};

/// The most frequent colours of which no two lie within the distance; nothing when they are more than a palette holds.
std::vector<Colour> palette_of(const std::vector<Colour>& ranked, float least_distance) {
  std::vector<Colour> palette;
  for (const Colour& colour : ranked) {
    const bool is_near = std::any_of(palette.begin(), palette.end(), [&](const Colour& other) {
      return square_distance(other.lab, colour.lab) < least_distance * least_distance;
    });
    if (is_near) continue;
    if (palette.size() == kColours) return {};
    palette.push_back(colour);
  }
  return palette;
}

Indexed indexed(const Pixels& pixels) {
  std::map<std::uint32_t, int> counts;
  const std::size_t size = pixels.rgb.size() / 3;
  for (std::size_t i = 0; i < size; ++i) ++counts[rgb_at(pixels, i)];
  std::vector<std::pair<int, std::uint32_t>> by_count;
  for (const auto& [colour, count] : counts) by_count.emplace_back(-count, colour);
  std::sort(by_count.begin(), by_count.end());
  std::vector<Colour> ranked;
  for (const auto& [count, colour] : by_count) ranked.push_back(colour_of(colour));
  Indexed result;
  for (float distance = 0.5f; result.palette.empty(); distance += 0.5f)
    result.palette = palette_of(ranked, distance);
  std::map<std::uint32_t, unsigned char> place;
  for (const Colour& colour : ranked) {
    const auto nearest = std::min_element(
        result.palette.begin(), result.palette.end(), [&](const Colour& a, const Colour& b) {
          return square_distance(a.lab, colour.lab) < square_distance(b.lab, colour.lab);
        });
    place[colour.rgb] = static_cast<unsigned char>(nearest - result.palette.begin());
  }
  result.index.resize(size);
  for (std::size_t i = 0; i < size; ++i) result.index[i] = place[rgb_at(pixels, i)];
  return result;
}

/// What the picture looks like with this palette.
Pixels restored(const Indexed& from, int width, int height) {
  Pixels pixels(width, height);
  for (std::size_t i = 0; i < from.index.size(); ++i) {
    const std::uint32_t colour = from.palette[from.index[i]].rgb;
    for (std::size_t channel = 0; channel < 3; ++channel)
      pixels.rgb[i * 3 + channel] =
          static_cast<unsigned char>(colour >> (16 - 8 * channel) & 0xffu);
  }
  return pixels;
}

void append_number(std::string& bytes, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xffu);
}

void append_chunk(std::string& file, std::string_view type, std::string_view data) {
  append_number(file, static_cast<std::uint32_t>(data.size()));
  std::string body(type);
  body += data;
  std::vector<unsigned char> bytes(body.begin(), body.end());
  file += body;
  append_number(file, stbiw__crc32(bytes.data(), static_cast<int>(bytes.size())));
}

/// PNG specification: signature, IHDR, PLTE, IDAT, IEND.
std::string indexed_png(const Indexed& from, int width, int height) {
  std::string file = "\x89PNG\r\n\x1a\n";
  std::string header;
  append_number(header, static_cast<std::uint32_t>(width));
  append_number(header, static_cast<std::uint32_t>(height));
  header += std::string("\x08\x03\x00\x00\x00", 5);  // 8 bits, palette
  append_chunk(file, "IHDR", header);
  std::string palette;
  for (const Colour& colour : from.palette) {
    for (int shift = 16; shift >= 0; shift -= 8)
      palette += static_cast<char>(colour.rgb >> shift & 0xffu);
  }
  append_chunk(file, "PLTE", palette);
  std::vector<unsigned char> rows;
  const auto row_bytes = static_cast<std::ptrdiff_t>(width);
  for (int y = 0; y < height; ++y) {
    rows.push_back(0);  // no filter
    rows.insert(rows.end(), from.index.begin() + y * row_bytes,
                from.index.begin() + (y + 1) * row_bytes);
  }
  int packed_bytes = 0;
  unsigned char* packed =
      stbi_zlib_compress(rows.data(), static_cast<int>(rows.size()), &packed_bytes, 64);
  append_chunk(file, "IDAT", std::string(packed, packed + packed_bytes));
  std::free(packed);
  append_chunk(file, "IEND", "");
  return file;
}

}  // namespace

std::optional<Pixels> read_png(const std::string& path) {
  Pixels pixels;
  int channels = 0;
  unsigned char* data = stbi_load(path.c_str(), &pixels.width, &pixels.height, &channels, 3);
  if (data == nullptr) return std::nullopt;
  const std::size_t bytes =
      static_cast<std::size_t>(pixels.width) * static_cast<std::size_t>(pixels.height) * 3;
  pixels.rgb.assign(data, data + bytes);
  stbi_image_free(data);
  return pixels;
}

bool write_png(const Pixels& pixels, const std::string& path) {
  return stbi_write_png(path.c_str(), pixels.width, pixels.height, 3, pixels.rgb.data(),
                        pixels.width * 3) != 0;
}

bool write_small_png(const Pixels& pixels, const std::string& path) {
  const Indexed small = indexed(pixels);
  const Difference seen = difference(pixels, restored(small, pixels.width, pixels.height));
  if (seen.visible_pixels > 0) return write_png(pixels, path);
  std::ofstream file(path, std::ios::binary);
  file << indexed_png(small, pixels.width, pixels.height);
  return static_cast<bool>(file.flush());
}

}  // namespace millrace::test
