// core/sql/binder/window_binder.cpp — binds WINDOW kind(…).
#include "core/sql/binder/window_binder.hpp"

#include <algorithm>
#include <vector>

#include "core/base/nearest_word.hpp"
#include "core/base/text.hpp"
#include "core/sql/binder/event_time.hpp"
#include "core/sql/binder/function_lookup.hpp"
#include "core/sql/binder/row_scope.hpp"
#include "core/sql/keywords.hpp"
#include "core/sql/sql_error.hpp"

namespace millrace {
namespace {

Error unknown_window(const AstWindow& window, const Catalog& catalog) {
  std::vector<std::string> names;
  for (const WindowSignature* signature : catalog.windows()) {
    names.push_back(upper_word(signature->name));
    for (const std::string_view alias : signature->aliases) names.push_back(upper_word(alias));
  }
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  std::string message = "unknown kind of window '" + window.kind.text + "'";
  message += did_you_mean(window.kind.text, candidates) + "; kinds are";
  for (const std::string& name : names) message += " " + name;
  return binding_error(window.kind.place.span, std::move(message));
}

class WindowBinder {
 public:
  WindowBinder(const AstWindow& window, const WindowSignature& signature, const InputNames& names,
               const Catalog& catalog, QueryPlan& plan)
      : window_(window),
        signature_(signature),
        names_(names),
        catalog_(catalog),
        plan_(plan),
        durations_(signature.parameters.size()) {}

  Status run() {
    for (const AstWindowArgument& argument : window_.arguments) {
      MILLRACE_CHECK(argument.column ? take_column(argument) : take_duration(argument));
    }
    MILLRACE_CHECK(settle_event_time(names_, time_column_, "WINDOW", window_.place.span, plan_));
    return finish();
  }

 private:
  Status take_column(const AstWindowArgument& argument) {
    if (&argument == &window_.arguments.front()) {
      time_column_ = &*argument.column;
      return {};
    }
    if (signature_.is_session && durations_[0]) return check_session_key(*argument.column);
    return binding_error(argument.place.span, "the time column comes first: " + window_.kind.text +
                                                  "(" + argument.column->text + ", …)");
  }

  /// Velostream's SESSION(ts, 30s, key). Sessions are per group here, so the key must be one.
  Status check_session_key(const AstExpression& column) {
    RowScope rows(names_, catalog_, RowClause::kGroupBy);
    MILLRACE_TRY(const Bound key, rows.bind(column));
    const bool is_grouped =
        std::any_of(plan_.group_keys.begin(), plan_.group_keys.end(),
                    [&](const Expression& other) { return computes_same(other, key.expression); });
    if (is_grouped) return {};
    return unsupported_error(
        column.place.span, "sessions are kept per group: put '" + column.text + "' into GROUP BY");
  }

  Status take_duration(const AstWindowArgument& argument) {
    MILLRACE_TRY(const std::int64_t ms, milliseconds_of(*argument.duration));
    if (argument.keyword == "GRACE") {
      if (grace_ms_) return binding_error(argument.place.span, "GRACE is given twice");
      grace_ms_ = ms;
      return {};
    }
    if (argument.keyword == "RETENTION") {
      return unsupported_error(
          argument.place.span,
          "RETENTION is not offered: a window is forgotten when its grace is over");
    }
    MILLRACE_TRY(std::optional<std::int64_t>* const slot, slot_of(argument));
    *slot = ms;
    return {};
  }

  Result<std::optional<std::int64_t>*> slot_of(const AstWindowArgument& argument) {
    if (argument.keyword.empty()) {
      for (std::optional<std::int64_t>& duration : durations_) {
        if (!duration) return &duration;
      }
      return wrong_count(argument.place.span, durations_.size() + 1);
    }
    std::vector<std::string_view> known;
    for (std::size_t i = 0; i < durations_.size(); ++i) {
      const std::string_view keyword = signature_.parameters[i].keyword;
      if (!keyword.empty()) known.push_back(keyword);
      if (!equals_ignoring_case(keyword, argument.keyword)) continue;
      if (!durations_[i]) return &durations_[i];
      return binding_error(argument.place.span, argument.keyword + " is given twice");
    }
    known.push_back("GRACE");
    std::string message = "expected";
    for (const std::string_view keyword : known) message += " " + std::string(keyword) + ",";
    message += " or a bare duration, got '" + argument.keyword + "'";
    return binding_error(argument.place.span, message + did_you_mean(argument.keyword, known));
  }

  Error wrong_count(SourceSpan span, std::size_t count) const {
    std::string message = window_.kind.text + " takes ";
    message +=
        durations_.size() == 1 ? "1 duration" : std::to_string(durations_.size()) + " durations";
    std::string keywords;
    for (const WindowSignature::Parameter& parameter : signature_.parameters) {
      if (parameter.keyword.empty()) continue;
      keywords += (keywords.empty() ? "" : ", ") + std::string(parameter.keyword);
    }
    if (!keywords.empty()) message += " (" + keywords + ")";
    return binding_error(span, message + ", got " + std::to_string(count));
  }

  Status finish() {
    WindowClause clause;
    clause.signature = &signature_;
    clause.span = window_.place.span;
    clause.grace = {grace_ms_.value_or(0)};
    for (const std::optional<std::int64_t>& duration : durations_) {
      if (duration) clause.durations_ms.push_back(*duration);
    }
    if (clause.durations_ms.size() < durations_.size()) {
      return wrong_count(window_.place.span, clause.durations_ms.size());
    }
    if (signature_.problem_with != nullptr) {
      if (const auto problem = signature_.problem_with(clause.durations_ms)) {
        return binding_error(window_.place.span, *problem);
      }
    }
    plan_.span_window = window_.place.span;
    plan_.window = std::move(clause);
    return {};
  }

  const AstWindow& window_;
  const WindowSignature& signature_;
  const InputNames& names_;
  const Catalog& catalog_;
  QueryPlan& plan_;
  const AstExpression* time_column_ = nullptr;
  std::vector<std::optional<std::int64_t>> durations_;
  std::optional<std::int64_t> grace_ms_;
};

}  // namespace

Status bind_window(const AstWindow& window, const InputNames& names, const Catalog& catalog,
                   QueryPlan& plan) {
  const WindowSignature* signature = find_window(catalog, window.kind.text);
  if (signature == nullptr) return unknown_window(window, catalog);
  return WindowBinder(window, *signature, names, catalog, plan).run();
}

}  // namespace millrace
