// core/exec/kernels/in_list.cpp — IN a list of literals: a sorted set, asked once per row or once
// per dictionary entry.
#include <algorithm>
#include <utility>

#include "core/base/assert.hpp"
#include "core/data/decimal.hpp"
#include "core/exec/kernels/compare.hpp"
#include "core/exec/kernels/compile.hpp"
#include "core/exec/kernels/per_code_memo.hpp"

namespace millrace {
namespace {

template <typename T>
struct Less {
  bool operator()(const T& a, const T& b) const { return is_less(a, b); }
};
template <>
struct Less<std::string> {
  bool operator()(std::string_view a, std::string_view b) const { return is_less(a, b); }
};

/// The distinct values of the list, in order.
template <typename T>
void make_set(std::vector<T>& values) {
  std::sort(values.begin(), values.end(), Less<T>());
  const auto is_same = [](const T& a, const T& b) { return !Less<T>()(a, b); };
  values.erase(std::unique(values.begin(), values.end(), is_same), values.end());
}

/// What all kinds share: a row without a match is FALSE, or NULL when NULL stands in the list.
class InList : public StrictNode {
 public:
  InList(bool has_null, NodeArgs args)
      : StrictNode(DataType::boolean(), std::move(args)), has_null_(has_null) {}

 protected:
  Operand compute(const Call&, const Rows& rows, std::span<const Operand> args) final {
    std::uint8_t* out = boolean_results(rows);
    find(args[0], rows, out);
    Operand result = computed(out, common_validity(args, rows));
    if (!has_null_) return result;
    std::uint8_t* validity = writable_validity(result, rows);
    sweep(rows, [validity, out](std::uint32_t row) { validity[row] &= out[row]; });
    return result;
  }
  virtual void find(const Operand& operand, const Rows& rows, std::uint8_t* out) = 0;

 private:
  bool has_null_;
};

template <typename T>
class NumberInList final : public InList {
 public:
  NumberInList(std::vector<T> values, bool has_null, NodeArgs args)
      : InList(has_null, std::move(args)), values_(std::move(values)) {
    make_set(values_);
  }

 protected:
  void find(const Operand& operand, const Rows& rows, std::uint8_t* out) override {
    with_values<T>(operand, [&](auto values) {
      if (values_.size() > kScannedMax) {
        for_each_row(rows, [&](std::uint32_t row) {
          out[row] = std::binary_search(values_.begin(), values_.end(), values[row], Less<T>());
        });
        return;
      }
      sweep(rows, [out](std::uint32_t row) { out[row] = 0; });
      for (const T wanted : values_) {
        sweep(rows, [out, values, wanted](std::uint32_t row) {
          out[row] =
              static_cast<std::uint8_t>(out[row] | static_cast<int>(is_equal(values[row], wanted)));
        });
      }
    });
  }

 private:
  static constexpr std::size_t kScannedMax = 12;  // vectorised scans beat a search up to about here

  std::vector<T> values_;
};

class TextInList final : public InList {
 public:
  TextInList(std::vector<std::string> values, bool has_null, NodeArgs args)
      : InList(has_null, std::move(args)), values_(std::move(values)) {
    make_set(values_);
  }

 protected:
  void find(const Operand& operand, const Rows& rows, std::uint8_t* out) override {
    const std::uint8_t* answers =
        memo_.answers(operand, rows, 0, [this](std::string_view text) -> std::uint8_t {
          return std::binary_search(values_.begin(), values_.end(), text, Less<std::string>());
        });
    for_each_row(rows, [&](std::uint32_t row) { out[row] = answers[operand.code_at(row)]; });
  }

 private:
  std::vector<std::string> values_;
  PerCodeMemo<std::uint8_t> memo_;
};

/// The literals at the operand's scale; one that cannot be written there equals no row.
std::vector<std::int64_t> values_at_scale(const NodeArgs& list, int scale) {
  std::vector<std::int64_t> values;
  for (const NodePtr& item : list) {
    const Decimal exact = {item->literal()->as_int64(), item->type().scale};
    const auto scaled = rescale(exact, scale);
    if (scaled && compare(*scaled, exact) == 0) values.push_back(scaled->unscaled);
  }
  return values;
}

NodeArgs single(NodePtr arg) {
  NodeArgs args;
  args.push_back(std::move(arg));
  return args;
}

}  // namespace

NodePtr make_in_literals(NodeArgs args) {
  NodeArgs list;
  bool has_null = false;
  for (std::size_t i = 1; i < args.size(); ++i) {
    MILLRACE_ASSERT(args[i]->literal() != nullptr);
    if (args[i]->literal()->is_null()) {
      has_null = true;
    } else {
      list.push_back(std::move(args[i]));
    }
  }
  const DataType type = args[0]->type();
  switch (type.physical()) {
    case PhysicalKind::kInt64:
      return std::make_unique<NumberInList<std::int64_t>>(values_at_scale(list, type.scale),
                                                          has_null, single(std::move(args[0])));
    case PhysicalKind::kDouble: {
      std::vector<double> values;
      for (const NodePtr& item : list) values.push_back(item->literal()->as_double());
      return std::make_unique<NumberInList<double>>(std::move(values), has_null,
                                                    single(std::move(args[0])));
    }
    case PhysicalKind::kBoolean: {
      std::vector<std::uint8_t> values;
      for (const NodePtr& item : list) values.push_back(item->literal()->as_boolean() ? 1 : 0);
      return std::make_unique<NumberInList<std::uint8_t>>(std::move(values), has_null,
                                                          single(std::move(args[0])));
    }
    case PhysicalKind::kCode:
      break;
  }
  std::vector<std::string> values;
  for (const NodePtr& item : list) values.push_back(item->literal()->as_string());
  return std::make_unique<TextInList>(std::move(values), has_null, single(std::move(args[0])));
}

}  // namespace millrace
