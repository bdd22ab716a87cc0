// sim/scenario/variables.cpp — expansion that keeps the place of every byte.
#include "sim/scenario/variables.hpp"

namespace millrace {

namespace {

bool is_name_character(char c, bool is_first) {
  const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  return is_letter || (!is_first && c >= '0' && c <= '9');
}

/// One scalar's expansion: text goes in on the left and comes out on the right, each byte with its place.
class Expansion {
 public:
  Expansion(YamlNode& node, const ScenarioSurroundings& surroundings, ProblemList& problems,
            std::uint32_t text)
      : node_(node), surroundings_(surroundings), problems_(problems), text_(text) {
    in_places_ = places_of_scalar(node, problems.texts()[text].text);
  }

  void run() {
    const std::string in = std::move(node_.text);
    std::size_t at = 0;
    while (at < in.size()) {
      const std::string_view rest = std::string_view(in).substr(at);
      if (rest.substr(0, 3) == "$${") {
        put("${", at);
        at += 3;
      } else if (rest.substr(0, 2) == "${") {
        at = expand(in, at);
      } else {
        out_ += in[at];
        out_places_.push_back(in_places_[at]);
        ++at;
      }
    }
    out_places_.push_back(in_places_[in.size()]);
    node_.text = std::move(out_);
    node_.places = std::move(out_places_);
  }

 private:
  void put(std::string_view text, std::size_t at) {
    out_ += text;
    out_places_.insert(out_places_.end(), text.size(), in_places_[at]);
  }

  void report(std::size_t begin, std::size_t end, std::string rule, std::string message,
              std::string suggestion = {}) {
    const SourceSpan span = {in_places_[begin], in_places_[end]};
    problems_.add(Severity::kError, text_,
                  {std::move(rule), std::move(message), std::move(suggestion),
                   span.is_known() ? span : node_.span});
  }

  /// Expands the variable at `at` and returns where the text goes on.
  std::size_t expand(const std::string& in, std::size_t at) {
    std::size_t end = at + 2;
    while (end < in.size() && is_name_character(in[end], end == at + 2)) ++end;
    const std::string name = in.substr(at + 2, end - at - 2);
    const std::size_t close = in.find('}', end);
    if (close == std::string::npos || name.empty()) {
      report(at, at + 2, "bad-variable", "expected ${NAME} or ${NAME:-default}; $${ stands for ${");
      put("${", at);
      return at + 2;
    }
    const std::string_view tail = std::string_view(in).substr(end, close - end);
    const bool has_default = tail.substr(0, 2) == ":-";
    if (!tail.empty() && !has_default) {
      report(at, close + 1, "bad-variable",
             "expected '}' or ':-' after the variable's name " + in_quotes(name));
      return close + 1;
    }
    std::optional<std::string> value;
    if (surroundings_.variable) value = surroundings_.variable(name);
    if (!value.has_value() && !has_default) {
      report(at, close + 1, "unset-variable", "variable " + in_quotes(name) + " is not set",
             "${" + name + ":-default}");
      return close + 1;
    }
    put(value.has_value() ? std::string_view(*value) : tail.substr(2), at);
    return close + 1;
  }

  YamlNode& node_;
  const ScenarioSurroundings& surroundings_;
  ProblemList& problems_;
  std::uint32_t text_;
  std::vector<std::uint32_t> in_places_;
  std::string out_;
  std::vector<std::uint32_t> out_places_;
};

}  // namespace

void expand_variables(YamlNode& node, const ScenarioSurroundings& surroundings,
                      ProblemList& problems, std::uint32_t text) {
  if (node.is_scalar() && node.text.find("${") != std::string::npos) {
    Expansion(node, surroundings, problems, text).run();
  }
  for (YamlNode& item : node.items) expand_variables(item, surroundings, problems, text);
  for (YamlEntry& entry : node.entries) {
    expand_variables(entry.value, surroundings, problems, text);
  }
}

}  // namespace millrace
