// core/exec/kernels/like.cpp — LIKE of columns: against a literal pattern once per dictionary
// entry.
#include <utility>

#include "core/exec/kernels/compile.hpp"
#include "core/exec/kernels/like_pattern.hpp"
#include "core/exec/kernels/per_code_memo.hpp"

namespace millrace {
namespace {

class Like final : public StrictNode {
 public:
  explicit Like(NodeArgs args) : StrictNode(DataType::boolean(), std::move(args)) {}

 protected:
  Operand compute(const Call& call, const Rows& rows, std::span<const Operand> args) override {
    const Operand& text = args[0];
    const Operand& pattern = args[1];
    std::uint8_t* out = boolean_results(rows);
    Operand result = computed(out, common_validity(args, rows));
    const bool is_fixed = this->args()[1]->literal() != nullptr;
    if (is_fixed && is_complete_like_pattern(pattern.string_at(0))) {
      const std::uint8_t* answers =
          memo_.answers(text, rows, 0, [&pattern](std::string_view value) {
            return static_cast<std::uint8_t>(matches_like(value, pattern.string_at(0)));
          });
      for_each_row(rows, [&](std::uint32_t row) {
        if (!text.is_null(row)) out[row] = answers[text.code_at(row)];
      });
      return result;
    }
    match_rows(call, rows, text, pattern, out, result);
    return result;
  }

 private:
  void match_rows(const Call& call, const Rows& rows, const Operand& text, const Operand& pattern,
                  std::uint8_t* out, Operand& result) {
    for_each_row(rows, [&](std::uint32_t row) {
      if (result.is_null(row)) return;
      const std::string_view wanted = pattern.string_at(row);
      if (is_complete_like_pattern(wanted)) {
        out[row] = static_cast<std::uint8_t>(matches_like(text.string_at(row), wanted));
        return;
      }
      writable_validity(result, rows)[row] = 0;
      call.reports.error(row,
                         "LIKE pattern must not end with a backslash: " + text_of(pattern, row));
    });
  }

  PerCodeMemo<std::uint8_t> memo_;
};

}  // namespace

NodePtr make_like(NodeArgs args) {
  return std::make_unique<Like>(std::move(args));
}

}  // namespace millrace
