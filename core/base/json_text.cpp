// core/base/json_text.cpp — escapes what RFC 8259 section 7 demands, and nothing more.
#include "core/base/json_text.hpp"

#include "core/base/utf8.hpp"

namespace millrace {
namespace {

void append_control(std::string& out, unsigned char byte) {
  constexpr std::string_view kHex = "0123456789abcdef";
  switch (byte) {
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
  }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    const auto byte = static_cast<unsigned char>(text.front());
    const DecodedUtf8 decoded = decode_utf8(text);
    if (byte < 0x20) {
      append_control(out, byte);
    } else if (byte == '"' || byte == '\\') {
      out += '\\';
      out += text.front();
    } else {
      append_utf8(out, decoded.code_point);
    }
    text.remove_prefix(decoded.byte_count);
  }
  out += '"';
}

}  // namespace millrace
