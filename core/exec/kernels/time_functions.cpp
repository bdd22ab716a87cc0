// core/exec/kernels/time_functions.cpp — EXTRACT and DATE_FORMAT of columns.
#include <optional>
#include <utility>

#include "core/base/assert.hpp"
#include "core/exec/kernels/compile.hpp"
#include "core/exec/kernels/date_pattern.hpp"
#include "core/exec/kernels/text_sink.hpp"
#include "core/exec/kernels/time_field.hpp"

namespace millrace {
namespace {

class Extract final : public StrictNode {
 public:
  Extract(TimeField field, NodeArgs args)
      : StrictNode(DataType::bigint(), std::move(args)), field_(field) {}

 protected:
  Operand compute(const Call&, const Rows& rows, std::span<const Operand> args) override {
    std::int64_t* out = int64_results(rows);
    with_values<std::int64_t>(args[0], [&](auto times) {
      for_each_row(rows, [&](std::uint32_t row) { out[row] = value_of(field_, times[row]); });
    });
    return computed(out, common_validity(args, rows));
  }

 private:
  TimeField field_;
};

class DateFormat final : public StrictNode {
 public:
  explicit DateFormat(NodeArgs args) : StrictNode(DataType::string(), std::move(args)) {}

 protected:
  Operand compute(const Call& call, const Rows& rows, std::span<const Operand> args) override {
    std::uint32_t* out = code_results(rows);
    Operand result = computed(out, common_validity(args, rows));
    sink_.begin();
    for_each_row(rows, [&](std::uint32_t row) {
      if (result.is_null(row)) return;
      read_pattern(args[1].string_at(row));
      if (!problem_.empty()) {
        writable_validity(result, rows)[row] = 0;
        call.reports.error(row, problem_);
        return;
      }
      text_.clear();
      pattern_->append(text_, args[0].int64_at(row));
      out[row] = sink_.code_of(text_);
    });
    result.dictionary = sink_.dictionary();
    return result;
  }

 private:
  /// Patterns hardly ever change from row to row.
  void read_pattern(std::string_view text) {
    if (pattern_text_ && *pattern_text_ == text) return;
    pattern_text_ = std::string(text);
    Result<DatePattern> pattern = DatePattern::read(text);
    problem_ = pattern ? std::string() : pattern.error().message;
    if (pattern) pattern_ = std::move(pattern).value();
  }

  std::optional<std::string> pattern_text_;
  std::optional<DatePattern> pattern_;
  std::string problem_;  // of the pattern; empty when it can be used
  std::string text_;
  TextSink sink_;
};

}  // namespace

NodePtr make_extract(DataType type, std::string_view field, NodePtr arg) {
  const std::optional<TimeField> known = time_field_of(field);
  MILLRACE_ASSERT(known.has_value());
  NodeArgs args;
  args.push_back(std::move(arg));
  return converted(std::make_unique<Extract>(*known, std::move(args)), type);
}

NodePtr make_date_format(NodeArgs args) {
  return std::make_unique<DateFormat>(std::move(args));
}

}  // namespace millrace
