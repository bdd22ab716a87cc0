// sim/scenario/packed_text.hpp — text as the letters of an address: zlib (RFC 1950), then base64url (RFC 4648 §5)
// without padding. Any language's zlib reads and writes it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/result.hpp"

namespace millrace {

/// The same letters on every platform.
std::string pack_text(std::string_view text);
/// Errors (kInput): letters that are none of base64url, bytes that are no zlib stream, a checksum that does not fit,
/// more than `text_bytes_max`.
Result<std::string> unpack_text(std::string_view packed, std::size_t text_bytes_max);

}  // namespace millrace
