// core/exec/kernels/text_comparison.cpp — comparisons of strings by bytes: against a literal once
// per dictionary entry.
#include <utility>

#include "core/exec/kernels/compare.hpp"
#include "core/exec/kernels/compile.hpp"
#include "core/exec/kernels/per_code_memo.hpp"

namespace millrace {
namespace {

class LiteralComparison final : public StrictNode {
 public:
  LiteralComparison(ExprOp op, std::string literal, NodeArgs args)
      : StrictNode(DataType::boolean(), std::move(args)),
        outcomes_(outcomes_of(op)),
        literal_(std::move(literal)) {}

 protected:
  Operand compute(const Call&, const Rows& rows, std::span<const Operand> args) override {
    const Operand& text = args[0];
    std::uint8_t* out = boolean_results(rows);
    const std::uint8_t* answers = memo_.answers(text, rows, 0, [this](std::string_view value) {
      return static_cast<std::uint8_t>(is_outcome(outcomes_, value.compare(literal_)));
    });
    with_values<std::uint32_t>(text, [&](auto codes) {
      for_each_row(rows,
                   [out, answers, codes](std::uint32_t row) { out[row] = answers[codes[row]]; });
    });
    return computed(out, common_validity(args, rows));
  }

 private:
  std::uint8_t outcomes_;
  std::string literal_;
  PerCodeMemo<std::uint8_t> memo_;
};

class TextComparison final : public StrictNode {
 public:
  TextComparison(ExprOp op, NodeArgs args)
      : StrictNode(DataType::boolean(), std::move(args)), outcomes_(outcomes_of(op)) {}

 protected:
  Operand compute(const Call&, const Rows& rows, std::span<const Operand> args) override {
    std::uint8_t* out = boolean_results(rows);
    const Operand& a = args[0];
    const Operand& b = args[1];
    const std::uint8_t* validity = common_validity(args, rows);
    const bool is_one_lineage = a.dictionary->lineage() == b.dictionary->lineage();
    for_each_row(rows, [&](std::uint32_t row) {
      if (validity != nullptr && validity[row] == 0) {
        out[row] = 0;
        return;
      }
      // The same code of the same lineage is the same string, without looking at it.
      const bool is_same = is_one_lineage && a.code_at(row) == b.code_at(row);
      const int order = is_same ? 0 : a.string_at(row).compare(b.string_at(row));
      out[row] = is_outcome(outcomes_, order);
    });
    return computed(out, validity);
  }

 private:
  std::uint8_t outcomes_;
};

}  // namespace

NodePtr make_text_comparison(ExprOp op, NodeArgs args) {
  if (args[0]->literal() != nullptr) {
    std::swap(args[0], args[1]);
    op = mirrored(op);
  }
  const Value* literal = args[1]->literal();
  if (literal == nullptr || literal->is_null()) {
    return std::make_unique<TextComparison>(op, std::move(args));
  }
  std::string text = literal->as_string();
  args.pop_back();
  return std::make_unique<LiteralComparison>(op, std::move(text), std::move(args));
}

}  // namespace millrace
