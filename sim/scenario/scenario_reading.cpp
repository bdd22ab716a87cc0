// sim/scenario/scenario_reading.cpp — the stages of reading: text, tree, values, overrides, query, checks.
#include "sim/scenario/scenario_reading.hpp"

#include "core/base/utf8.hpp"
#include "sim/scenario/checks/scenario_checks.hpp"
#include "sim/scenario/problem_list.hpp"
#include "sim/scenario/scenario_tree.hpp"
#include "sim/scenario/variables.hpp"

namespace millrace {

namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

/// What stands in no file is called so.
constexpr std::string_view kInMemory = "scenario";

/// "scenarios/hot-trader.yaml" → "hot-trader".
std::string stem_of(std::string_view file_name) {
  const std::size_t slash = file_name.find_last_of("/\\");
  if (slash != std::string_view::npos) file_name.remove_prefix(slash + 1);
  for (const std::string_view ending : {".yaml", ".yml", ".scenario"}) {
    if (file_name.size() > ending.size() &&
        file_name.substr(file_name.size() - ending.size()) == ending) {
      file_name.remove_suffix(ending.size());
    }
  }
  return std::string(file_name);
}

std::optional<ValueProblem> problem_of_bytes(std::string_view text) {
  if (text.size() > kScenarioBytesMax) {
    return ValueProblem{"too-large", "a scenario has at most 1 MiB, this file has " +
                                         std::to_string(text.size()) + " bytes"};
  }
  for (std::uint32_t i = 0; i < text.size();) {
    const DecodedUtf8 decoded = decode_utf8(text.substr(i));
    if (!decoded.is_valid) {
      return ValueProblem{"not-utf8", "the text is not UTF-8 here", "", {i, i + 1}};
    }
    i += decoded.byte_count;
  }
  return std::nullopt;
}

class Reader {
 public:
  Reader(std::string_view file_name, const ScenarioSurroundings& surroundings)
      : file_name_(file_name), surroundings_(surroundings) {}

  ScenarioReading read(std::string_view text) {
    if (text.substr(0, kByteOrderMark.size()) == kByteOrderMark) {
      text.remove_prefix(kByteOrderMark.size());
    }
    const std::optional<ValueProblem> problem = problem_of_bytes(text);
    problems_.add_text(std::string(file_name_), std::string(text.substr(0, kScenarioBytesMax)));
    if (problem.has_value()) {
      problems_.add(Severity::kError, 0, *problem);
    } else {
      read_text();
    }
    ScenarioReading reading;
    reading.diagnostics = problems_.take_diagnostics();
    if (!has_errors(reading.diagnostics)) reading.scenario = std::move(scenario_);
    reading.texts = problems_.take_texts();
    reading.query_places = std::move(query_.bytes);
    reading.query_text = query_.text;
    return reading;
  }

 private:
  void read_text() {
    YamlReading yaml = parse_yaml(problems_.texts()[0].text);
    for (ValueProblem& problem : yaml.problems) {
      problems_.add(Severity::kError, 0, std::move(problem));
    }
    if (!yaml.root.has_value()) return;
    YamlNode& root = *yaml.root;
    expand_variables(root, surroundings_, problems_, 0);
    if (!root.is_map()) {
      problems_.add(Severity::kError, 0,
                    {"wrong-shape",
                     "expected the keys of a scenario, got " + std::string(kind_text(root.kind)),
                     "", root.span});
      return;
    }
    root_span_ = root.span;
    const YamlNode query = query_node(root);
    scenario_ = read_scenario_tree({*surroundings_.vocabulary, problems_, 0}, root);
    if (problems_.find("query") != nullptr) {
      query_.bytes = places_of_scalar(query, problems_.texts()[0].text);
    }
    if (problems_.find("name") == nullptr) scenario_.name = stem_of(file_name_);
    const bool is_whole = !problems_.has_errors();
    for (std::size_t i = 0; is_whole && i < surroundings_.overrides.size(); ++i) apply_override(i);
    find_query();
    check();
  }

  static YamlNode query_node(const YamlNode& root) {
    for (const YamlEntry& entry : root.entries) {
      if ((entry.key == "query" || entry.key == "sql") && entry.value.is_scalar()) {
        return entry.value;
      }
    }
    return {};
  }

  void apply_override(std::size_t index) {
    const auto& [path, value] = surroundings_.overrides[index];
    for (std::size_t later = index + 1; later < surroundings_.overrides.size(); ++later) {
      if (surroundings_.overrides[later].first == path) return;  // the last one counts
    }
    const std::uint32_t text = problems_.add_text("--set " + path, value);
    if (!apply_setting(scenario_, path, *surroundings_.vocabulary, problems_, text)) return;
    const KeyPlace* query = problems_.find("query");
    if (query == nullptr || query->text != text) return;
    query_.text = text;
    query_.bytes.clear();
    for (std::uint32_t i = 0; i <= value.size(); ++i) query_.bytes.push_back(i);
  }

  void find_query() {
    const KeyPlace* query = problems_.find("query");
    const KeyPlace* file = problems_.find("query_file");
    const std::string path = scenario_.query_name;
    scenario_.query_name = std::string(file_name_);
    if (query != nullptr && file != nullptr && query->text == file->text) {
      problems_.error_at("query_file", {"duplicate-key", "query and query_file: only one of them"},
                         PlacePart::kKey);
    } else if (file != nullptr && (query == nullptr || file->text > query->text)) {
      read_query_file(path);
    } else if (query == nullptr) {
      problems_.add(
          Severity::kError, 0,
          {"missing-key", "key 'query' is missing: the SQL that the job runs", "", root_span_});
    }
  }

  void read_query_file(const std::string& path) {
    if (!surroundings_.query_file) {
      problems_.error_at("query_file",
                         {"unreadable-file", "files cannot be read here: write the SQL in query"});
      return;
    }
    Result<std::string> sql = surroundings_.query_file(path);
    if (!sql.has_value()) {
      problems_.error_at("query_file", {"unreadable-file", sql.error().message});
      return;
    }
    if (auto problem = problem_of_bytes(sql.value())) {
      problem->span = {};
      problems_.error_at("query_file", *std::move(problem));
      return;
    }
    scenario_.query = std::move(sql).value();
    scenario_.query_name = path;
    query_.text = problems_.add_text(path, scenario_.query);
    query_.bytes.clear();
    for (std::uint32_t i = 0; i <= scenario_.query.size(); ++i) query_.bytes.push_back(i);
  }

  void check() {
    const CheckContext context = {scenario_, surroundings_, problems_, query_};
    const SchemaPtr columns = check_topic(context);
    check_timeline(context, columns.get());
    check_engine(context);
    const bool is_readable = !problems_.has_errors_at("query") &&
                             !problems_.has_errors_at("query_file") && !query_.bytes.empty();
    if (is_readable) check_query(context, columns);
  }

  std::string_view file_name_;
  const ScenarioSurroundings& surroundings_;
  ProblemList problems_;
  Scenario scenario_;
  SourceSpan root_span_;
  QueryPlaces query_;
};

}  // namespace

ScenarioReading read_scenario(std::string_view text, std::string_view file_name,
                              const ScenarioSurroundings& surroundings) {
  MILLRACE_ASSERT(surroundings.vocabulary != nullptr);
  return Reader(file_name, surroundings).read(text);
}

std::vector<Diagnostic> check_scenario(const Scenario& scenario,
                                       const ScenarioSurroundings& surroundings) {
  MILLRACE_ASSERT(surroundings.vocabulary != nullptr);
  ProblemList problems;
  problems.add_text(std::string(kInMemory), "");
  const QueryPlaces query;
  const CheckContext context = {scenario, surroundings, problems, query};
  const SchemaPtr columns = check_topic(context);
  check_timeline(context, columns.get());
  check_engine(context);
  check_query(context, columns);
  return problems.take_diagnostics();
}

Diagnostic ScenarioReading::query_problem(const Error& error, std::string_view rule_id) const {
  ValueProblem problem = {std::string(rule_id), error.message};
  if (error.span.is_known() && !query_places.empty()) {
    problem.span = span_in_text(error.span, query_places);
  }
  return diagnostic_of(Severity::kError, texts[query_text], std::move(problem));
}

std::string_view ScenarioReading::text_of(const Diagnostic& diagnostic) const {
  for (const ScenarioText& text : texts) {
    if (text.name == diagnostic.file) return text.text;
  }
  return {};
}

}  // namespace millrace
