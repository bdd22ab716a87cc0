// sim/scenario/yaml_text.cpp — a tree as canonical text: blocks outside, one line inside where it fits, quotes
// only where
// some reader of YAML would see something else than the text.
#include <algorithm>
#include <array>

#include "core/base/text.hpp"
#include "core/base/utf8.hpp"
#include "sim/scenario/record_yaml.hpp"

namespace millrace {

namespace {

constexpr std::size_t kColumnsMax = 100;
constexpr std::size_t kIndentStep = 2;

/// `${NAME}` would be expanded when the text is read again.
std::string escaped_variables(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '$' && i + 1 < text.size() && text[i + 1] == '{') out += '$';
    out += text[i];
  }
  return out;
}

/// What YAML cannot hold without an escape, line breaks left out.
bool needs_escape(char32_t c) {
  return (c < 0x20 && c != '\n') || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 ||
         c == 0xfeff;
}

/// A block holds tabs as they are.
bool has_escapes(std::string_view text, bool is_block = false) {
  for (std::size_t i = 0; i < text.size();) {
    const DecodedUtf8 decoded = decode_utf8(text.substr(i));
    const bool is_block_tab = is_block && decoded.code_point == '\t';
    if (needs_escape(decoded.code_point) && !is_block_tab) return true;
    i += decoded.byte_count;
  }
  return false;
}

std::string double_quoted(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size();) {
    const DecodedUtf8 decoded = decode_utf8(text.substr(i));
    const char32_t c = decoded.code_point;
    if (c == '"' || c == '\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (needs_escape(c)) {
      out += "\\u";
      for (const int shift : {12, 8, 4, 0}) out += kHex[(c >> shift) & 0xfu];
    } else {
      append_utf8(out, c);
    }
    i += decoded.byte_count;
  }
  return out + "\"";
}

/// Whether YAML 1.1 or 1.2 has another type for the word: null, yes, 12, 1:30, 0x1f, .inf.
bool looks_typed(std::string_view text) {
  static constexpr std::array<std::string_view, 12> kWords = {
      "true", "false", "yes", "no", "on", "off", "y", "n", "null", "~", ".inf", ".nan"};
  for (const std::string_view word : kWords) {
    if (equals_ignoring_case(text, word)) return true;
  }
  const std::size_t first = text.find_first_not_of("+-");
  const bool starts_number = first != std::string_view::npos &&
                             (text[first] == '.' || (text[first] >= '0' && text[first] <= '9'));
  return starts_number &&
         text.find_first_not_of("0123456789abcdefABCDEFxXoO+-._:") == std::string_view::npos;
}

bool is_plain_safe(std::string_view text, bool is_in_flow) {
  if (text.empty() || has_escapes(text)) return false;
  const bool is_negative = text.size() > 1 && text[0] == '-' && text[1] >= '0' && text[1] <= '9';
  if (!is_negative &&
      std::string_view("-?:,[]{}#&*!|>'\"%@`=<~ ").find(text[0]) != std::string_view::npos) {
    return false;
  }
  if (text.back() == ' ' || text.back() == ':') return false;
  if (text.find('\n') != std::string_view::npos || text.find(": ") != std::string_view::npos ||
      text.find(" #") != std::string_view::npos) {
    return false;
  }
  return !is_in_flow || text.find_first_of(",[]{}") == std::string_view::npos;
}

std::string scalar_line(const YamlNode& node, bool is_in_flow) {
  const std::string text = escaped_variables(node.text);
  const bool is_word = node.style != ScalarStyle::kPlain;
  if (is_plain_safe(text, is_in_flow) && !(is_word && looks_typed(text))) return text;
  return double_quoted(text);
}

std::string key_text(const std::string& key, bool is_in_flow) {
  YamlNode node;
  node.style = ScalarStyle::kDoubleQuoted;
  node.text = key;
  return scalar_line(node, is_in_flow);
}

void append_flow(std::string& out, const YamlNode& node) {
  if (node.is_scalar()) {
    out += scalar_line(node, true);
    return;
  }
  out += node.is_list() ? '[' : '{';
  bool is_first = true;
  for (const YamlNode& item : node.items) {
    if (!is_first) out += ", ";
    append_flow(out, item);
    is_first = false;
  }
  for (const YamlEntry& entry : node.entries) {
    if (!is_first) out += ", ";
    out += key_text(entry.key, true) + ": ";
    append_flow(out, entry.value);
    is_first = false;
  }
  out += node.is_list() ? ']' : '}';
}

class BlockWriter {
 public:
  void write_map(const YamlNode& map, std::size_t indent, bool is_first_on_line = false) {
    for (const YamlEntry& entry : map.entries) {
      if (!is_first_on_line) out_.append(indent, ' ');
      is_first_on_line = false;
      out_ += key_text(entry.key, false) + ":";
      write_value(entry.value, indent);
    }
  }

  std::string take() { return std::move(out_); }

 private:
  void write_value(const YamlNode& value, std::size_t indent) {
    if (value.is_scalar()) {
      write_scalar(value, indent);
      return;
    }
    const std::string flow = yaml_flow_text(value);
    const bool is_empty = value.items.empty() && value.entries.empty();
    const bool is_section = indent == 0 && (value.is_map() || !holds_scalars_only(value));
    if (is_empty || (!is_section && line_length() + 1 + flow.size() <= kColumnsMax)) {
      out_ += " " + flow + "\n";
      return;
    }
    out_ += "\n";
    if (value.is_map()) {
      write_map(value, indent + kIndentStep);
    } else {
      write_list(value, indent + kIndentStep);
    }
  }

  void write_list(const YamlNode& list, std::size_t indent) {
    for (const YamlNode& item : list.items) {
      out_.append(indent, ' ');
      out_ += "- ";
      const std::string flow = yaml_flow_text(item);
      if (item.is_map() && !item.entries.empty() && line_length() + flow.size() > kColumnsMax) {
        write_map(item, indent + kIndentStep, true);
      } else {
        out_ += flow + "\n";
      }
    }
  }

  void write_scalar(const YamlNode& value, std::size_t indent) {
    if (!is_block_text(value.text)) {
      out_ += " " + scalar_line(value, false) + "\n";
      return;
    }
    const std::string text = escaped_variables(value.text);
    const char first = text.front();
    out_ += " |";
    // The indentation cannot be told from a first line that begins with blanks.
    if (first == ' ' || first == '\t' || first == '\n') out_ += std::to_string(kIndentStep);
    const bool ends_in_break = text.back() == '\n';
    if (!ends_in_break) out_ += "-";
    if (ends_in_break && text.size() > 1 && text[text.size() - 2] == '\n') out_ += "+";
    out_ += "\n";
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t end = std::min(text.find('\n', i), text.size());
      if (end > i) out_.append(indent + kIndentStep, ' ');
      out_ += text.substr(i, end - i) + "\n";
      i = end + 1;
    }
  }

  /// Several lines that a block shows as they are.
  static bool is_block_text(std::string_view text) {
    return text.find('\n') != std::string_view::npos && !has_escapes(text, true) &&
           text.find_first_not_of(" \t\n") != std::string_view::npos;
  }

  static bool holds_scalars_only(const YamlNode& list) {
    return std::all_of(list.items.begin(), list.items.end(),
                       [](const YamlNode& item) { return item.is_scalar(); });
  }

  std::size_t line_length() const {
    const std::size_t line_break = out_.rfind('\n');
    return line_break == std::string::npos ? out_.size() : out_.size() - line_break - 1;
  }

  std::string out_;
};

}  // namespace

std::string yaml_flow_text(const YamlNode& node) {
  std::string out;
  append_flow(out, node);
  return out;
}

std::string yaml_block_text(const YamlNode& map) {
  BlockWriter writer;
  writer.write_map(map, 0);
  return writer.take();
}

}  // namespace millrace
