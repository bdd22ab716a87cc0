// sim/scenario/scalar_places.cpp — which byte of the file a byte of a scalar's text came from: walks both side by side.
#include <algorithm>

#include "core/base/utf8.hpp"
#include "sim/scenario/yaml_node.hpp"

namespace millrace {

namespace {

bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Bytes that an escape of a double-quoted scalar takes: `\n` 2, `\xe9` 4, `\u00e9` 6.
std::uint32_t escape_length(char kind) {
  switch (kind) {
    case 'x':
      return 4;
    case 'u':
      return 6;
    case 'U':
      return 10;
    default:
      return 2;
  }
}

/// Steps through the source of one scalar as its text is read.
class SourceWalk {
 public:
  SourceWalk(const YamlNode& scalar, std::string_view source)
      : style_(scalar.style), source_(source), at_(scalar.span.begin), end_(scalar.span.end) {
    if (style_ == ScalarStyle::kSingleQuoted || style_ == ScalarStyle::kDoubleQuoted) ++at_;
    if (style_ == ScalarStyle::kLiteral || style_ == ScalarStyle::kFolded) {
      while (at_ < end_ && source_[at_] != '\n') ++at_;  // the indicator's line: `|-  # comment`
    }
  }

  std::uint32_t here() const { return std::min(at_, end_); }

  /// The place of the text's next byte. Indentation and folds are passed over when a character follows that is
  /// no space.
  std::uint32_t step(char value) {
    if (is_rest_of_escape(value)) return escape_;
    if (!is_space(value)) skip_to_character();
    const std::uint32_t place = here();
    if (at_ >= end_) return place;
    if (style_ == ScalarStyle::kDoubleQuoted && source_[at_] == '\\' && at_ + 1 < end_) {
      escape_ = place;
      at_ += escape_length(source_[at_ + 1]);
    } else {
      at_ += style_ == ScalarStyle::kSingleQuoted && value == '\'' ? 2 : 1;
    }
    return place;
  }

 private:
  /// `\u00e9` is one place for the two bytes of é.
  bool is_rest_of_escape(char value) const {
    return style_ == ScalarStyle::kDoubleQuoted && is_utf8_continuation(value) &&
           (at_ >= end_ || !is_utf8_continuation(source_[at_]));
  }

  void skip_to_character() {
    while (at_ < end_) {
      const bool is_fold = style_ == ScalarStyle::kDoubleQuoted && source_[at_] == '\\' &&
                           at_ + 1 < end_ && (source_[at_ + 1] == '\n' || source_[at_ + 1] == '\r');
      if (!is_space(source_[at_]) && !is_fold) return;
      ++at_;
    }
  }

  ScalarStyle style_;
  std::string_view source_;
  std::uint32_t at_;
  std::uint32_t end_;
  std::uint32_t escape_ = 0;  // where the last escape began
};

}  // namespace

std::vector<std::uint32_t> places_of_scalar(const YamlNode& scalar, std::string_view source) {
  if (!scalar.places.empty()) return scalar.places;
  std::vector<std::uint32_t> places;
  places.reserve(scalar.text.size() + 1);
  SourceWalk walk(scalar, source);
  for (const char c : scalar.text) places.push_back(walk.step(c));
  places.push_back(walk.here());
  return places;
}

}  // namespace millrace
