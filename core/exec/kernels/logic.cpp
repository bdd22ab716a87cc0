// core/exec/kernels/logic.cpp — AND, OR, NOT, IS NULL in three values; the right side only for rows
// it can still decide.
#include <utility>

#include "core/base/assert.hpp"
#include "core/exec/kernels/compile.hpp"
#include "core/exec/kernels/selection.hpp"

namespace millrace {
namespace {

constexpr std::uint8_t kFalse = 0;
constexpr std::uint8_t kTrue = 1;

Operand boolean_constant(const std::uint8_t& value) {
  Operand operand;
  operand.type = DataType::boolean();
  operand.is_constant = true;
  operand.values = &value;
  return operand;
}

/// AND, or with kDecides = 1 OR: a side with that value decides, whatever the other side is.
template <std::uint8_t kDecides>
class Connective final : public Node {
 public:
  Connective(NodePtr left, NodePtr right)
      : Node(DataType::boolean()), left_(std::move(left)), right_(std::move(right)) {}
  bool is_cheap() const override { return left_->is_cheap() && right_->is_cheap(); }

  Operand evaluate(const Call& call, const Rows& rows) override {
    const Operand left = left_->evaluate(call, rows);
    if (right_->is_cheap()) return combined(left, right_->evaluate(call, rows), rows);
    undecided_.clear();
    if (left.is_constant) {
      const bool is_decided = !left.is_null_constant() && left.boolean_at(0) == (kDecides != 0);
      if (is_decided) return left;
      undecided_.assign(rows.selected.begin(), rows.selected.end());
    } else {
      select_undecided(left, rows);
    }
    if (undecided_.empty()) return left;
    const Rows needed{rows.row_count, undecided_};
    return combined(left, right_->evaluate(call, needed), rows);
  }

  void filter(const Call& call, const Rows& rows, Selection& kept) override {
    if constexpr (kDecides == 1) return Node::filter(call, rows, kept);
    // A filter needs only what is TRUE on both sides: NULL on the left is as good as FALSE.
    undecided_.clear();
    left_->filter(call, rows, undecided_);
    if (!undecided_.empty()) right_->filter(call, {rows.row_count, undecided_}, kept);
  }

 private:
  void select_undecided(const Operand& left, const Rows& rows) {
    const auto* values = left.as<std::uint8_t>();
    const std::uint8_t* validity = left.validity;
    append_kept(rows, undecided_, [values, validity](std::uint32_t row) {
      return values[row] != kDecides || (validity != nullptr && validity[row] == 0);
    });
  }

  /// Kleene's tables. Where the left side decides, the right may hold anything, and does not
  /// matter.
  Operand combined(const Operand& left, const Operand& right, const Rows& rows) {
    std::uint8_t* out = boolean_results(rows);
    if (left.validity == nullptr && right.validity == nullptr) {
      with_values<std::uint8_t>(left, right, [&](auto a, auto b) {
        sweep(rows, [out, a, b](std::uint32_t row) {
          out[row] = kDecides == 1 ? a[row] | b[row] : a[row] & b[row];
        });
      });
      return computed(out, nullptr);
    }
    const std::uint8_t* a = spread(left.values, left.is_constant, rows, spread_[0]);
    const std::uint8_t* b = spread(right.values, right.is_constant, rows, spread_[1]);
    const std::uint8_t* a_valid = spread_validity(left, rows, spread_[2]);
    const std::uint8_t* b_valid = spread_validity(right, rows, spread_[3]);
    std::uint8_t* valid = validity_results(rows);
    sweep(rows, [=](std::uint32_t row) {
      const int a_decides = a_valid[row] & (a[row] == kDecides);
      const int b_decides = b_valid[row] & (b[row] == kDecides);
      const int is_decided = a_decides | b_decides;
      out[row] = static_cast<std::uint8_t>(kDecides == 1 ? is_decided : is_decided ^ 1);
      valid[row] = static_cast<std::uint8_t>(is_decided | (a_valid[row] & b_valid[row]));
    });
    return computed(out, valid);
  }

  static const std::uint8_t* spread(const void* values, bool is_constant, const Rows& rows,
                                    std::vector<std::uint8_t>& room) {
    const auto* bytes = static_cast<const std::uint8_t*>(values);
    if (!is_constant) return bytes;
    room.assign(rows.row_count, *bytes);
    return room.data();
  }
  static const std::uint8_t* spread_validity(const Operand& operand, const Rows& rows,
                                             std::vector<std::uint8_t>& room) {
    if (operand.validity == nullptr) return spread(&kTrue, true, rows, room);
    return spread(operand.validity, operand.is_constant, rows, room);
  }

  NodePtr left_;
  NodePtr right_;
  Selection undecided_;
  std::vector<std::uint8_t> spread_[4];
};

class Not final : public StrictNode {
 public:
  explicit Not(NodeArgs args) : StrictNode(DataType::boolean(), std::move(args)) {}
  bool is_cheap() const override { return are_args_cheap(); }

 protected:
  Operand compute(const Call&, const Rows& rows, std::span<const Operand> args) override {
    std::uint8_t* out = boolean_results(rows);
    with_values<std::uint8_t>(args[0], [&](auto a) {
      sweep(rows, [out, a](std::uint32_t row) { out[row] = a[row] ^ 1; });
    });
    return computed(out, common_validity(args, rows));
  }
};

class NullTest final : public Node {
 public:
  NullTest(bool wants_null, NodePtr arg)
      : Node(DataType::boolean()), wants_null_(wants_null), arg_(std::move(arg)) {}
  bool is_cheap() const override { return arg_->is_cheap(); }

  Operand evaluate(const Call& call, const Rows& rows) override {
    const Operand value = arg_->evaluate(call, rows);
    if (value.validity == nullptr) return boolean_constant(wants_null_ ? kFalse : kTrue);
    if (value.is_constant) return boolean_constant(wants_null_ ? kTrue : kFalse);
    std::uint8_t* out = boolean_results(rows);
    const auto flip = static_cast<std::uint8_t>(wants_null_);
    sweep(rows, [out, flip, validity = value.validity](std::uint32_t row) {
      out[row] = validity[row] ^ flip;
    });
    return computed(out, nullptr);
  }

 private:
  bool wants_null_;
  NodePtr arg_;
};

}  // namespace

NodePtr make_connective(ExprOp op, NodeArgs args) {
  // Chains are written left to right, and so evaluated.
  NodePtr chain = std::move(args[0]);
  for (std::size_t i = 1; i < args.size(); ++i) {
    if (op == ExprOp::kAnd) {
      chain = std::make_unique<Connective<0>>(std::move(chain), std::move(args[i]));
    } else {
      chain = std::make_unique<Connective<1>>(std::move(chain), std::move(args[i]));
    }
  }
  return chain;
}

NodePtr make_not(NodePtr arg) {
  NodeArgs args;
  args.push_back(std::move(arg));
  return std::make_unique<Not>(std::move(args));
}

NodePtr make_null_test(ExprOp op, NodePtr arg) {
  return std::make_unique<NullTest>(op == ExprOp::kIsNull, std::move(arg));
}

}  // namespace millrace
