// sim/trace/json_object.hpp — reads one JSON object member by member, in place: nothing is copied
// or allocated a value. Strict RFC 8259; nested values are checked and stay text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace millrace {

enum class JsonKind : std::uint8_t { kNull, kBoolean, kNumber, kString, kNested };

/// A value as it stands in the text. Strings: what is between the quotes, escapes and all.
struct JsonValue {
  JsonKind kind = JsonKind::kNull;
  bool has_escapes = false;  // of a string
  std::string_view text;
};

struct JsonMember {
  std::string_view name;  // between the quotes, escapes and all
  bool name_has_escapes = false;
  JsonValue value;
};

/// What is wrong with a text that is not one JSON object, and at which byte.
struct JsonProblem {
  std::size_t offset = 0;
  std::string message;  // "expected ',' or '}', got 'x'"
};

inline constexpr int kJsonDepthMax = 64;

/// Used once, from first to last member. Views point into the text given.
class JsonObject {
 public:
  /// REQUIRES: `text` is valid UTF-8 (bytes of strings are passed on as they are).
  explicit JsonObject(std::string_view text);

  /// The next member; false behind the last one and at a problem.
  bool next(JsonMember& member);
  /// Looked at after next() gave false: nothing when the text is one whole object and nothing else.
  const std::optional<JsonProblem>& problem() const { return problem_; }
  /// Whether the text is an object at all (its first byte says so); otherwise problem() tells what
  /// it is.
  bool is_object() const { return is_object_; }

 private:
  enum class State : std::uint8_t { kBeforeFirst, kAfterMember, kDone };

  bool start_member();
  bool read_value(JsonValue& value);
  bool read_string(std::string_view& text, bool& has_escapes);
  bool read_escape();
  bool read_code_unit(unsigned& unit);
  bool read_number();
  bool read_word(std::string_view word);
  bool skip_nested();
  bool skip_scalar();
  bool take(char c, const char* expected);
  void skip_blanks();
  bool fail(const char* at, std::string_view expected);

  const char* begin_;
  const char* p_;
  const char* end_;
  State state_ = State::kBeforeFirst;
  bool is_object_ = false;
  std::optional<JsonProblem> problem_;
};

/// Appends what the inside of a JSON string stands for. REQUIRES: it was read by JsonObject.
void append_unescaped(std::string& out, std::string_view inside);

}  // namespace millrace
