// sim/scenario/packed_text.cpp — zlib by stb, which is small, writes the same bytes everywhere and reads any stream.
#include "sim/scenario/packed_text.hpp"

#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>

#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STB_IMAGE_WRITE_STATIC
#define STBI_WRITE_NO_STDIO
#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_STATIC
#define STBI_ONLY_PNG
#define STBI_NO_STDIO
#define STBI_NO_SIMD
#define STBI_NO_THREAD_LOCALS
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-function"
#include <stb_image.h>
#include <stb_image_write.h>
#pragma GCC diagnostic pop

namespace millrace {
namespace {

constexpr char kLetters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
constexpr int kQuality = 8;  // of stb: how many earlier places are tried for each match

struct Freed {
  void operator()(void* memory) const { std::free(memory); }
};

std::string base64url(const unsigned char* bytes, std::size_t count) {
  std::string letters;
  letters.reserve((count * 4 + 2) / 3);
  for (std::size_t i = 0; i < count; i += 3) {
    const std::size_t left = count - i;
    const std::uint32_t word = (std::uint32_t{bytes[i]} << 16) |
                               (left > 1 ? std::uint32_t{bytes[i + 1]} << 8 : 0u) |
                               (left > 2 ? std::uint32_t{bytes[i + 2]} : 0u);
    letters += kLetters[word >> 18];
    letters += kLetters[(word >> 12) & 63];
    if (left > 1) letters += kLetters[(word >> 6) & 63];
    if (left > 2) letters += kLetters[word & 63];
  }
  return letters;
}

/// Nothing where a letter is none of the alphabet, or their number cannot be.
std::optional<std::string> bytes_of(std::string_view letters) {
  if (letters.size() % 4 == 1) return std::nullopt;
  std::array<std::int8_t, 256> values;
  values.fill(-1);
  for (std::int8_t i = 0; i < 64; ++i) values[static_cast<unsigned char>(kLetters[i])] = i;
  std::string bytes;
  bytes.reserve(letters.size() * 3 / 4);
  std::uint32_t word = 0;
  int bits = 0;
  for (const char letter : letters) {
    const int value = values[static_cast<unsigned char>(letter)];
    if (value < 0) return std::nullopt;
    word = (word << 6) | static_cast<std::uint32_t>(value);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>((word >> bits) & 0xff);
  }
  return bytes;
}

/// RFC 1950's checksum.
std::uint32_t adler32(std::string_view text) {
  std::uint32_t a = 1;
  std::uint32_t b = 0;
  for (const char c : text) {
    a = (a + static_cast<unsigned char>(c)) % 65521;
    b = (b + a) % 65521;
  }
  return (b << 16) | a;
}

std::uint32_t stated_checksum(std::string_view stream) {
  std::uint32_t sum = 0;
  for (const char c : stream.substr(stream.size() - 4))
    sum = (sum << 8) | static_cast<unsigned char>(c);
  return sum;
}

Error broken(const char* what) {
  return {
      ErrorCode::kInput, std::string("the link was cut off or changed on its way: ") + what, {}};
}

}  // namespace

std::string pack_text(std::string_view text) {
  // Of nothing, stb writes a stream without a block, which no zlib reads.
  constexpr unsigned char kNothing[] = {0x78, 0x5e, 0x03, 0x00, 0x00, 0x00, 0x00, 0x01};
  if (text.empty()) return base64url(kNothing, sizeof kNothing);
  // stb takes a pointer to non-const and only reads.
  std::string copy(text);
  int count = 0;
  const std::unique_ptr<unsigned char, Freed> packed(
      stbi_zlib_compress(reinterpret_cast<unsigned char*>(copy.data()),
                         static_cast<int>(copy.size()), &count, kQuality));
  return base64url(packed.get(), static_cast<std::size_t>(count));
}

Result<std::string> unpack_text(std::string_view packed, std::size_t text_bytes_max) {
  const std::optional<std::string> stream = bytes_of(packed);
  if (!stream.has_value()) return broken("it holds a letter that no link has");
  if (stream->size() < 6) return broken("it is too short");
  int count = 0;
  const std::unique_ptr<char, Freed> text(stbi_zlib_decode_malloc_guesssize_headerflag(
      stream->data(), static_cast<int>(stream->size()), static_cast<int>(stream->size() * 4),
      &count, 1));
  if (text == nullptr) return broken("it cannot be unpacked");
  const std::string_view view(text.get(), static_cast<std::size_t>(count));
  if (view.size() > text_bytes_max) {
    return Error{ErrorCode::kInput, "the link holds more than a scenario can be long", {}};
  }
  if (adler32(view) != stated_checksum(*stream)) return broken("its checksum does not fit");
  return std::string(view);
}

}  // namespace millrace
