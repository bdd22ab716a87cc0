// sim/scenario/share_link.cpp — parameters behind `#`, in a fixed order.
#include "sim/scenario/share_link.hpp"

#include <fmt/format.h>

#include "core/base/text.hpp"
#include "sim/scenario/packed_text.hpp"
#include "sim/scenario/scenario_reading.hpp"

namespace millrace {
namespace {

constexpr std::int64_t kNsASecond = 1'000'000'000;

/// RFC 3986: what need not be written as %XX.
bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '.' || c == '_' || c == '~';
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_unreserved(c)) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return out;
}

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// A `%` that no two hexadecimal digits follow stands for itself.
std::string unescaped(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
        hex_digit(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

/// Names between commas; a name has nothing that must be escaped.
std::vector<std::string> names_in(std::string_view text) {
  std::vector<std::string> names;
  while (!text.empty()) {
    const std::size_t end = text.find(',');
    if (end != 0) names.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return names;
}

/// "12.5" -> nanoseconds, by digits alone; nothing where it is no time.
std::optional<VirtualTime> seconds_in(std::string_view text) {
  const std::size_t point = text.find('.');
  const std::optional<std::int64_t> whole = parse_int64(text.substr(0, point));
  if (!whole.has_value() || *whole < 0 || *whole > 1'000'000'000) return std::nullopt;
  std::int64_t ns = 0;
  std::int64_t place = kNsASecond / 10;
  if (point != std::string_view::npos) {
    for (const char c : text.substr(point + 1)) {
      if (c < '0' || c > '9') return std::nullopt;
      ns += (c - '0') * place;
      place /= 10;
    }
  }
  return VirtualTime{*whole * kNsASecond + ns};
}

/// 16 hexadecimal digits; nothing where they are not.
std::optional<std::uint64_t> hash_in(std::string_view text) {
  if (text.size() != 16) return std::nullopt;
  std::uint64_t hash = 0;
  for (const char c : text) {
    const int digit = hex_digit(c);
    if (digit < 0) return std::nullopt;
    hash = hash << 4 | static_cast<std::uint64_t>(digit);
  }
  return hash;
}

std::string seconds_text(VirtualTime time) {
  std::string text = fmt::format("{}.{:09}", time.ns / kNsASecond, time.ns % kNsASecond);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

std::string share_fragment(const SharedScenario& shared) {
  std::string link = "#s=" + pack_text(shared.text);
  if (!shared.name.empty()) link += "&n=" + escaped(shared.name);
  if (shared.at.has_value()) link += "&t=" + seconds_text(*shared.at);
  if (!shared.strategy.empty()) link += "&r=" + escaped(shared.strategy);
  if (!shared.compared.empty()) link += "&c=" + escaped(shared.compared);
  for (std::size_t i = 0; i < shared.shown.size(); ++i)
    link += (i == 0 ? "&a=" : ",") + shared.shown[i];
  if (!shared.key.empty()) link += "&k=" + escaped(shared.key);
  if (shared.run_hash.has_value()) link += fmt::format("&h={:016x}", *shared.run_hash);
  if (!shared.version.empty()) link += "&v=" + escaped(shared.version);
  return link;
}

Result<SharedScenario> read_share_fragment(std::string_view fragment) {
  const std::size_t hash = fragment.find('#');
  if (hash != std::string_view::npos) fragment.remove_prefix(hash + 1);
  if (fragment.size() > kShareFragmentBytesMax) {
    return Error{ErrorCode::kInput, "the link is longer than any scenario's", {}};
  }
  SharedScenario shared;
  bool has_text = false;
  while (!fragment.empty()) {
    const std::size_t end = fragment.find('&');
    const std::string_view part = fragment.substr(0, end);
    fragment.remove_prefix(end == std::string_view::npos ? fragment.size() : end + 1);
    if (part.size() < 2 || part[1] != '=') continue;
    const std::string_view value = part.substr(2);
    switch (part[0]) {
      case 's': {
        MILLRACE_TRY(shared.text, unpack_text(value, kScenarioBytesMax));
        has_text = true;
        break;
      }
      case 'n':
        shared.name = unescaped(value);
        break;
      case 't':
        shared.at = seconds_in(value);
        break;
      case 'r':
        shared.strategy = unescaped(value);
        break;
      case 'c':
        shared.compared = unescaped(value);
        break;
      case 'a':
        shared.shown = names_in(value);
        break;
      case 'k':
        shared.key = unescaped(value);
        break;
      case 'h':
        shared.run_hash = hash_in(value);
        break;
      case 'v':
        shared.version = unescaped(value);
        break;
      default:
        break;
    }
  }
  if (!has_text) return Error{ErrorCode::kInput, "the link holds no scenario: #s=… is missing", {}};
  return shared;
}

}  // namespace millrace
