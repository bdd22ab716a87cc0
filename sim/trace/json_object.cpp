// sim/trace/json_object.cpp — the grammar of RFC 8259. nlohmann's reader, which the tests hold this
// one equal to, takes three times as long and cannot say where a nested value stands.
#include "sim/trace/json_object.hpp"

#include "core/base/assert.hpp"
#include "core/base/utf8.hpp"
#include "sim/trace/text_search.hpp"
#include "sim/trace/value_text.hpp"

namespace millrace {
namespace {

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// 0…15, or 16 for what is no hexadecimal digit.
unsigned hex_digit(char c) {
  if (is_digit(c)) return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<unsigned>(c - 'A') + 10;
  return 16;
}

bool is_high_surrogate(unsigned unit) {
  return unit >= 0xd800 && unit < 0xdc00;
}
bool is_low_surrogate(unsigned unit) {
  return unit >= 0xdc00 && unit < 0xe000;
}

/// What stands at `p`, as a message names it.
std::string found_text(const char* p, const char* end) {
  if (p == end) return "the end of the record";
  const auto byte = static_cast<unsigned char>(*p);
  if (byte < 0x20 || byte == 0x7f) {
    constexpr char kHex[] = "0123456789abcdef";
    return std::string("byte 0x") + kHex[byte >> 4] + kHex[byte & 15];
  }
  const DecodedUtf8 decoded = decode_utf8({p, static_cast<std::size_t>(end - p)});
  return std::string("'").append(p, decoded.byte_count).append("'");
}

}  // namespace

JsonObject::JsonObject(std::string_view text)
    : begin_(text.data()), p_(text.data()), end_(text.data() + text.size()) {
  skip_blanks();
  is_object_ = p_ != end_ && *p_ == '{';
}

void JsonObject::skip_blanks() {
  while (p_ != end_ && is_blank(*p_)) ++p_;
}

bool JsonObject::fail(const char* at, std::string_view expected) {
  state_ = State::kDone;
  problem_ = JsonProblem{static_cast<std::size_t>(at - begin_),
                         "expected " + std::string(expected) + ", got " + found_text(at, end_)};
  return false;
}

bool JsonObject::take(char c, const char* expected) {
  skip_blanks();
  if (p_ == end_ || *p_ != c) return fail(p_, expected);
  ++p_;
  return true;
}

bool JsonObject::start_member() {
  if (state_ == State::kBeforeFirst) {
    if (!take('{', "a JSON object")) return false;
    skip_blanks();
    if (p_ == end_ || *p_ != '}') return true;
  } else {
    skip_blanks();
    if (p_ == end_ || *p_ != '}') return take(',', "',' or '}'");
  }
  ++p_;
  state_ = State::kDone;
  skip_blanks();
  if (p_ != end_) return fail(p_, "the end of the record behind '}'");
  return false;
}

bool JsonObject::next(JsonMember& member) {
  if (state_ == State::kDone || !start_member()) return false;
  if (!take('"', "a name in double quotes")) return false;
  if (!read_string(member.name, member.name_has_escapes)) return false;
  if (!take(':', "':'")) return false;
  skip_blanks();
  if (!read_value(member.value)) return false;
  state_ = State::kAfterMember;
  return true;
}

bool JsonObject::read_value(JsonValue& value) {
  const char* start = p_;
  value.has_escapes = false;
  const char first = p_ == end_ ? '\0' : *p_;
  switch (first) {
    case '"':
      ++p_;
      value.kind = JsonKind::kString;
      return read_string(value.text, value.has_escapes);
    case '{':
    case '[':
      value.kind = JsonKind::kNested;
      if (!skip_nested()) return false;
      break;
    case 't':
    case 'f':
      value.kind = JsonKind::kBoolean;
      if (!read_word(first == 't' ? "true" : "false")) return false;
      break;
    case 'n':
      value.kind = JsonKind::kNull;
      if (!read_word("null")) return false;
      break;
    default:
      value.kind = JsonKind::kNumber;
      if (!read_number()) return false;
  }
  value.text = {start, static_cast<std::size_t>(p_ - start)};
  return true;
}

/// Behind the opening quote; leaves p_ behind the closing one.
bool JsonObject::read_string(std::string_view& text, bool& has_escapes) {
  const char* start = p_;
  has_escapes = false;
  while (true) {
    p_ = find_json_special(p_, end_);
    if (p_ == end_) return fail(p_, "'\"' at the end of a string");
    if (*p_ == '"') break;
    if (*p_ != '\\') return fail(p_, "an escape such as \\n inside a string");
    has_escapes = true;
    if (end_ - p_ > 1 && p_[1] == '"') {  // by far the most frequent: JSON within JSON
      p_ += 2;
    } else if (!read_escape()) {
      return false;
    }
  }
  text = {start, static_cast<std::size_t>(p_ - start)};
  ++p_;
  return true;
}

bool JsonObject::read_code_unit(unsigned& unit) {
  unit = 0;
  for (int i = 0; i < 4; ++i, ++p_) {
    const unsigned digit = p_ == end_ ? 16 : hex_digit(*p_);
    if (digit > 15) return fail(p_, "four hexadecimal digits behind \\u");
    unit = unit * 16 + digit;
  }
  return true;
}

bool JsonObject::read_escape() {
  const char* start = p_;
  ++p_;
  if (p_ == end_ || std::string_view("\"\\/bfnrtu").find(*p_) == std::string_view::npos) {
    return fail(p_, "one of \" \\ / b f n r t u behind a backslash");
  }
  if (*p_++ != 'u') return true;
  unsigned unit = 0;
  if (!read_code_unit(unit)) return false;
  if (is_low_surrogate(unit)) return fail(start, "a surrogate pair");
  if (!is_high_surrogate(unit)) return true;
  if (end_ - p_ < 2 || p_[0] != '\\' || p_[1] != 'u') return fail(start, "a surrogate pair");
  p_ += 2;
  if (!read_code_unit(unit)) return false;
  return is_low_surrogate(unit) || fail(start, "a surrogate pair");
}

bool JsonObject::read_number() {
  const char* start = p_;
  const auto digits = [this] {
    const char* first = p_;
    while (p_ != end_ && is_digit(*p_)) ++p_;
    return p_ != first;
  };
  if (p_ != end_ && *p_ == '-') ++p_;
  const char* whole = p_;
  if (!digits()) return fail(p_ == start ? p_ : whole, p_ == start ? "a value" : "a digit");
  if (*whole == '0' && p_ - whole > 1) return fail(whole + 1, "no digit behind a leading 0");
  if (p_ != end_ && *p_ == '.') {
    ++p_;
    if (!digits()) return fail(p_, "a digit behind the point");
  }
  if (p_ != end_ && (*p_ == 'e' || *p_ == 'E')) {
    ++p_;
    if (p_ != end_ && (*p_ == '+' || *p_ == '-')) ++p_;
    if (!digits()) return fail(p_, "a digit in the exponent");
  }
  return true;
}

bool JsonObject::read_word(std::string_view word) {
  const std::string_view rest(p_, static_cast<std::size_t>(end_ - p_));
  if (rest.substr(0, word.size()) != word) return fail(p_, "a value");
  p_ += word.size();
  return true;
}

bool JsonObject::skip_scalar() {
  JsonValue ignored;
  return read_value(ignored);
}

/// At '{' or '['; leaves p_ behind its end. One bit a level says which of the two is open: no
/// recursion.
bool JsonObject::skip_nested() {
  std::uint64_t open_objects = 0;
  int depth = 0;
  bool wants_value = true;  // else a separator or an end
  bool may_end = false;     // right behind an opening bracket
  while (true) {
    skip_blanks();
    const bool in_object = (open_objects & 1) != 0;
    if (depth > 0 && (!wants_value || may_end) && p_ != end_ && *p_ == (in_object ? '}' : ']')) {
      ++p_;
      open_objects >>= 1;
      if (--depth == 0) return true;
      wants_value = may_end = false;
      continue;
    }
    if (!wants_value) {
      if (!take(',', in_object ? "',' or '}'" : "',' or ']'")) return false;
      wants_value = true;
      continue;
    }
    if (in_object) {
      std::string_view name;
      bool has_escapes = false;
      if (!take('"', "a name in double quotes") || !read_string(name, has_escapes)) return false;
      if (!take(':', "':'")) return false;
      skip_blanks();
    }
    may_end = p_ != end_ && (*p_ == '{' || *p_ == '[');
    if (!may_end) {
      if (!skip_scalar()) return false;
      wants_value = false;
      continue;
    }
    if (++depth > kJsonDepthMax - 1) return fail(p_, "at most 64 nested values");
    open_objects = (open_objects << 1) | (*p_ == '{' ? 1 : 0);
    ++p_;
  }
}

namespace {

unsigned code_unit_at(const char* p) {
  unsigned unit = 0;
  for (int i = 0; i < 4; ++i) unit = unit * 16 + hex_digit(p[i]);
  return unit;
}

/// At the character behind a backslash; leaves `p` behind the escape.
void append_escape(std::string& out, const char*& p) {
  const char c = *p++;
  if (c != 'u') {
    constexpr std::string_view kEscapes = "bfnrt";
    constexpr std::string_view kMeanings = "\b\f\n\r\t";
    const std::size_t which = kEscapes.find(c);
    out += which == std::string_view::npos ? c : kMeanings[which];
    return;
  }
  char32_t code_point = code_unit_at(p);
  p += 4;
  if (is_high_surrogate(code_point)) {
    code_point = 0x10000 + ((code_point - 0xd800) << 10) + (code_unit_at(p + 2) - 0xdc00);
    p += 6;
  }
  append_utf8(out, code_point);
}

}  // namespace

void append_unescaped(std::string& out, std::string_view inside) {
  const char* p = inside.data();
  const char* end = p + inside.size();
  while (true) {
    const char* backslash = find_either(p, end, '\\', '\\');
    out.append(p, backslash);
    if (backslash == end) return;
    p = backslash + 1;
    MILLRACE_ASSERT(p != end);
    append_escape(out, p);
  }
}

}  // namespace millrace
