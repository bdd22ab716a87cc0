// sim/engine/cost_model.cpp — prices times counts.
#include "sim/engine/cost_model.hpp"

#include <algorithm>
#include <string>

#include "core/base/assert.hpp"
#include "core/base/int128.hpp"
#include "core/base/nearest_word.hpp"
#include "core/base/text.hpp"

namespace millrace {

namespace cost_models {
#define X(name) extern const CostModelInfo name;
#include "sim/engine/cost_models/cost_models.list"
#undef X
}  // namespace cost_models

namespace {

constexpr std::array<std::string_view, kCostCount> kNames = {
#define X(enumerator, name, summary) name,
#include "sim/engine/costs.list"
#undef X
};

constexpr std::array<std::string_view, kCostCount> kSummaries = {
#define X(enumerator, name, summary) summary,
#include "sim/engine/costs.list"
#undef X
};

constexpr double kPriceNsMax = 3600e9;

Error option_error(std::string message) {
  return {ErrorCode::kOption, std::move(message), {}};
}

Result<std::int64_t> price_of(std::string_view name, double ns) {
  if (!(ns >= 0.0 && ns <= kPriceNsMax)) {
    return option_error("cost '" + std::string(name) + "' must be from 0 ns to an hour");
  }
  return static_cast<std::int64_t>(ns * 1000.0 + 0.5);
}

/// Sums picoseconds without overflow; a task longer than 292 years is our mistake.
class Bill {
 public:
  explicit Bill(const CostModel& model) : model_(model) {}

  Bill& add(Cost cost, std::int64_t count) {
    sum_ += static_cast<Int128>(model_.picoseconds(cost)) * count;
    return *this;
  }
  std::int64_t ns() const {
    const std::optional<std::int64_t> rounded = narrow_to_int64((sum_ + 500) / 1000);
    MILLRACE_ASSERT(rounded.has_value());
    return *rounded;
  }

 private:
  const CostModel& model_;
  Int128 sum_ = 0;
};

}  // namespace

std::string_view to_text(Cost cost) {
  return kNames[static_cast<std::size_t>(cost)];
}

const std::vector<const CostModelInfo*>& all_cost_models() {
  static const std::vector<const CostModelInfo*> list = {
#define X(name) &cost_models::name,
#include "sim/engine/cost_models/cost_models.list"
#undef X
  };
  return list;
}

Result<CostModel> CostModel::make(std::string_view name,
                                  std::span<const std::pair<std::string, double>> overrides_ns) {
  const CostModelInfo* table = nullptr;
  std::vector<std::string_view> words;
  for (const CostModelInfo* info : all_cost_models()) {
    words.push_back(info->name);
    if (equals_ignoring_case(info->name, name)) table = info;
  }
  if (table == nullptr) {
    return option_error("unknown cost model '" + std::string(name) + "'" +
                        did_you_mean(name, words));
  }
  CostModel model;
  for (const CostFigure& figure : table->figures) {
    MILLRACE_TRY(model.prices_[static_cast<std::size_t>(figure.cost)],
                 price_of(to_text(figure.cost), figure.ns));
  }
  for (const auto& [cost, ns] : overrides_ns) {
    const auto found = std::find(kNames.begin(), kNames.end(), to_lower(cost));
    if (found == kNames.end()) {
      return option_error("unknown cost '" + cost + "'" + did_you_mean(cost, kNames));
    }
    MILLRACE_TRY(model.prices_[static_cast<std::size_t>(found - kNames.begin())],
                 price_of(cost, ns));
  }
  return model;
}

std::int64_t CostModel::route_ns(std::int64_t row_count, const Work& work) const {
  return Bill(*this)
      .add(Cost::kFetchBatch, 1)
      .add(Cost::kFetchRow, row_count)
      .add(Cost::kRouteBatch, 1)
      .add(Cost::kStampRow, row_count)
      .add(Cost::kHashRow, work.rows_hashed)
      .add(Cost::kCheckRow, work.rows_checked)
      .add(Cost::kCopyRow, work.rows_copied)
      .add(Cost::kCopyByte, work.bytes_copied)
      .add(Cost::kHandOver, work.hand_overs)
      .ns();
}

std::int64_t CostModel::hand_over_ns(std::int64_t envelope_count) const {
  return Bill(*this).add(Cost::kHandOver, envelope_count).ns();
}

std::int64_t CostModel::execute_ns(std::int64_t row_count, const Work& work) const {
  return Bill(*this)
      .add(Cost::kBatch, row_count > 0 ? 1 : 0)
      .add(Cost::kRow, row_count)
      .add(Cost::kTakeRow, work.rows_taken)
      .add(Cost::kTouchGroup, work.groups_touched)
      .add(Cost::kCreateGroup, work.groups_created)
      .add(Cost::kCloseWindow, work.windows_closed)
      .add(Cost::kMergeRow, work.rows_merged)
      .add(Cost::kResultRow, work.rows_out)
      .add(Cost::kHandOver, work.hand_overs)
      .ns();
}

std::int64_t CostModel::merge_ns(const Work& work) const {
  return execute_ns(0, work);
}

std::int64_t CostModel::sink_ns(std::int64_t result_rows) const {
  if (result_rows == 0) return 0;
  return Bill(*this).add(Cost::kSinkWrite, 1).add(Cost::kSinkRow, result_rows).ns();
}

std::int64_t CostModel::move_ns(std::int64_t states) const {
  return Bill(*this).add(Cost::kMoveState, states).ns();
}

std::vector<ChoiceInfo> cost_model_choices() {
  std::vector<ChoiceInfo> choices;
  for (const CostModelInfo* info : all_cost_models()) {
    choices.push_back({info->name, info->summary, {}, {}});
  }
  return choices;
}

std::vector<ParameterInfo> cost_parameters() {
  std::vector<ParameterInfo> parameters;
  for (std::size_t i = 0; i < kCostCount; ++i) {
    ParameterInfo parameter;
    parameter.name = kNames[i];
    parameter.summary = kSummaries[i];
    parameter.kind = ParameterKind::kDuration;
    parameter.minimum = 0.0;
    parameters.push_back(parameter);
  }
  return parameters;
}

}  // namespace millrace
