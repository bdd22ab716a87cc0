// core/exec/over/value_column.cpp — LAG, LEAD, FIRST_VALUE, LAST_VALUE: the argument of another row
// of the group.
#include <algorithm>
#include <vector>

#include "core/base/assert.hpp"
#include "core/exec/evaluator.hpp"
#include "core/exec/over/over_column.hpp"
#include "core/exec/saturating.hpp"

namespace millrace {
namespace {

enum class ValueKind : std::uint8_t { kOffset, kFrameFirst, kFrameLast };

/// Remembers nothing itself: the history has the rows.
class ValueColumn final : public OverColumn {
 public:
  ValueColumn(const OverCall& call, std::uint32_t argument);

  Column complete(const OverStep& step, std::int64_t& overflows) override;
  std::int64_t rows_before() const override { return rows_before_; }
  std::int64_t rows_after() const override { return rows_after_; }
  std::unique_ptr<OverColumn> take(std::span<const std::uint32_t>) override {
    return std::make_unique<ValueColumn>(*this);
  }
  void absorb(const OverColumn&, std::span<const std::uint32_t>, std::span<const std::uint32_t>,
              const GroupHistory&) override {}
  std::unique_ptr<OverColumn> clone() const override {
    return std::make_unique<ValueColumn>(*this);
  }
  std::int64_t state_bytes() const override { return 0; }

 private:
  /// Number of the row that is asked for; none such when it is not in [0, row_count).
  std::int64_t target_of(std::int64_t index, std::int64_t row_count) const;

  ValueKind kind_ = ValueKind::kOffset;
  std::uint32_t argument_;
  DataType type_;
  std::int64_t offset_ = 0;  // of kOffset: rows after the present one
  RowFrame frame_;           // of the others; `preceding` is bounded in kFrameFirst
  Column default_;           // of kOffset: one row
  std::int64_t rows_before_ = 0;
  std::int64_t rows_after_ = 0;
};

std::int64_t literal_offset(const OverCall& call) {
  if (call.arguments.size() < 2) return 1;
  MILLRACE_ASSERT(call.arguments[1].op == ExprOp::kLiteral);
  MILLRACE_ASSERT(!call.arguments[1].literal.is_null());
  return call.arguments[1].literal.as_int64();
}

/// The third argument; it reads no columns.
Column default_value(const OverCall& call) {
  if (call.arguments.size() < 3) return Column::of_nulls(call.result_type, 1);
  const std::uint32_t row = 0;
  EvaluationInput input;
  input.row_count = 1;
  EvaluationRemarks remarks;
  Column value = Evaluator(call.arguments[2]).evaluate(input, {&row, 1}, remarks);
  MILLRACE_ASSERT(value.type().physical() == call.result_type.physical());
  return value;
}

ValueColumn::ValueColumn(const OverCall& call, std::uint32_t argument)
    : argument_(argument), type_(call.result_type), frame_(call.frame) {
  const std::string_view name = call.function->name;
  if (name == "first_value" || name == "last_value") {
    kind_ = name == "first_value" ? ValueKind::kFrameFirst : ValueKind::kFrameLast;
    default_ = Column::of_nulls(type_, 1);
    rows_before_ = std::max(frame_.preceding.value_or(0), saturating_subtract(0, frame_.following));
    rows_before_ = std::max<std::int64_t>(rows_before_, 0);
    rows_after_ = std::max<std::int64_t>(frame_.following, 0);
    return;
  }
  offset_ = literal_offset(call);
  if (name == "lag") offset_ = saturating_subtract(0, offset_);
  default_ = default_value(call);
  rows_before_ = std::max<std::int64_t>(saturating_subtract(0, offset_), 0);
  rows_after_ = std::max<std::int64_t>(offset_, 0);
}

std::int64_t ValueColumn::target_of(std::int64_t index, std::int64_t row_count) const {
  if (kind_ == ValueKind::kOffset) return saturating_add(index, offset_);
  const std::int64_t last = std::min(saturating_add(index, frame_.following), row_count - 1);
  const std::int64_t first =
      frame_.preceding.has_value()
          ? std::max<std::int64_t>(saturating_subtract(index, *frame_.preceding), 0)
          : 0;
  if (first > last) return -1;
  return kind_ == ValueKind::kFrameFirst ? first : last;
}

Column ValueColumn::complete(const OverStep& step, std::int64_t&) {
  const RowLog& log = step.history.log();
  std::vector<RowRef> places;
  places.reserve(step.rows.size());
  std::vector<const Column*> chunks = log.columns(argument_);
  const RowRef default_place = {static_cast<std::uint32_t>(chunks.size()), 0};
  chunks.push_back(&default_);
  for (const CompletedRow& row : step.rows) {
    const std::int64_t row_count = step.history.row_count(row.group);
    const std::int64_t target = target_of(row.index, row_count);
    const bool is_there = target >= 0 && target < row_count;
    places.push_back(is_there ? step.history.place(row.group, target) : default_place);
  }
  return gather_across(type_, chunks, places);
}

}  // namespace

std::unique_ptr<OverColumn> make_value_column(const OverCall& call, std::uint32_t argument) {
  return std::make_unique<ValueColumn>(call, argument);
}

}  // namespace millrace
