// core/data/schema.cpp — column look-up by name, and the reader of `name TYPE, …`.
#include "core/data/schema.hpp"

#include <array>

#include "core/base/nearest_word.hpp"
#include "core/base/text.hpp"

namespace millrace {
namespace {

constexpr std::array<std::string_view, 6> kTypeWords = {"BIGINT", "DOUBLE",  "DECIMAL",
                                                        "STRING", "BOOLEAN", "TIMESTAMP"};

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// Letters, digits, '_' and any byte beyond ASCII; what else a name holds needs quotes.
bool is_name_byte(char c) {
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  return is_letter || (c >= '0' && c <= '9') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

/// Reads the field list from left to right; `at_` is the byte that comes next.
class SchemaReader {
 public:
  explicit SchemaReader(std::string_view text) : text_(text) {}

  Result<Schema> read() {
    std::vector<Field> fields;
    do {
      skip_blanks();
      const std::size_t begin = at_;
      MILLRACE_TRY(std::string name, read_name());
      for (const Field& field : fields) {
        if (field.name != name) continue;
        return error("column named twice: '" + name + "'", begin, at_);
      }
      MILLRACE_TRY(const DataType type, read_type(name));
      fields.push_back({std::move(name), type});
    } while (take(','));
    return Schema(std::move(fields));
  }

 private:
  Error error(std::string message, std::size_t begin, std::size_t end) const {
    // At the end of the text the caret stands one behind it.
    const SourceSpan span{static_cast<std::uint32_t>(begin),
                          static_cast<std::uint32_t>(end > begin ? end : begin + 1)};
    return {ErrorCode::kOption, std::move(message), span};
  }

  void skip_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }

  bool take(char expected) {
    if (at_ >= text_.size() || text_[at_] != expected) return false;
    ++at_;
    return true;
  }

  std::string next_shown() const {
    if (at_ >= text_.size()) return "the end";
    return std::string("'") + text_[at_] + "'";
  }

  Result<std::string> read_name() {
    const std::size_t begin = at_;
    if (take('"')) return read_quoted('"', begin);
    if (take('`')) return read_quoted('`', begin);
    while (at_ < text_.size() && is_name_byte(text_[at_])) ++at_;
    if (at_ == begin) return error("expected a column name, got " + next_shown(), begin, begin + 1);
    return std::string(text_.substr(begin, at_ - begin));
  }

  /// The rest of a quoted name; a doubled quote stands for one.
  Result<std::string> read_quoted(char quote, std::size_t begin) {
    std::string name;
    while (at_ < text_.size()) {
      if (text_[at_] == quote) {
        ++at_;
        if (!take(quote)) {
          if (name.empty()) return error("expected a column name, got an empty one", begin, at_);
          return name;
        }
        name += quote;
        continue;
      }
      name += text_[at_++];
    }
    return error("quoted column name is not closed", begin, text_.size());
  }

  /// Up to the next comma outside parentheses.
  Result<DataType> read_type(const std::string& column) {
    skip_blanks();
    const std::size_t begin = at_;
    int depth = 0;
    while (at_ < text_.size() && (depth > 0 || text_[at_] != ',')) {
      if (text_[at_] == '(') ++depth;
      if (text_[at_] == ')') --depth;
      ++at_;
    }
    std::size_t end = at_;
    while (end > begin && is_blank(text_[end - 1])) --end;
    const std::string_view typed = text_.substr(begin, end - begin);
    if (typed.empty()) return error("expected the type of column '" + column + "'", begin, end);
    const auto type = parse_data_type(typed);
    if (type) return *type;
    const std::string_view word = typed.substr(0, typed.find_first_of(" \t("));
    std::string message = "unknown type '" + std::string(typed) + "'";
    const std::string hint = did_you_mean(word, kTypeWords);
    message += hint.empty() || equals_ignoring_case(nearest_word(word, kTypeWords), word)
                   ? ", expected BIGINT, DOUBLE, DECIMAL(p,s) with p <= 18, STRING, BOOLEAN or "
                     "TIMESTAMP"
                   : hint;
    return error(std::move(message), begin, end);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Schema::Schema(std::vector<Field> fields) : fields_(std::move(fields)) {}

std::optional<std::uint32_t> Schema::index_of(std::string_view name) const {
  std::optional<std::uint32_t> found;
  bool is_ambiguous = false;
  for (std::uint32_t i = 0; i < column_count(); ++i) {
    if (fields_[i].name == name) return i;
    if (!equals_ignoring_case(fields_[i].name, name)) continue;
    is_ambiguous = found.has_value();
    found = i;
  }
  if (is_ambiguous) return std::nullopt;
  return found;
}

std::vector<std::string_view> Schema::names() const {
  std::vector<std::string_view> names;
  names.reserve(fields_.size());
  for (const Field& field : fields_) names.emplace_back(field.name);
  return names;
}

Result<Schema> parse_schema(std::string_view text) {
  return SchemaReader(text).read();
}

}  // namespace millrace
