// core/exec/kernels/text_function_node.cpp — string functions of columns. Where one string varies
// and the rest is literal, each dictionary entry is worked out once; else row by row.
#include <limits>
#include <utility>

#include "core/base/assert.hpp"
#include "core/exec/kernels/compile.hpp"
#include "core/exec/kernels/per_code_memo.hpp"
#include "core/exec/kernels/text_functions.hpp"
#include "core/exec/kernels/text_sink.hpp"

namespace millrace {
namespace {

/// The arguments of one row: strings in their places, numbers in theirs.
struct TextArgs {
  std::vector<std::string_view> texts;
  std::vector<std::int64_t> numbers;
};

bool has_negative_length(ExprOp op, const TextArgs& args) {
  return op == ExprOp::kSubstring && args.numbers.size() > 2 && args.numbers[2] < 0;
}

/// REQUIRES: !has_negative_length(op, args).
void append_result(ExprOp op, const TextArgs& args, std::string& out) {
  switch (op) {
    case ExprOp::kUpper:
      return append_upper(out, args.texts[0]);
    case ExprOp::kLower:
      return append_lower(out, args.texts[0]);
    case ExprOp::kTrim:
      out += trimmed_of(args.texts[0], true, true);
      return;
    case ExprOp::kLtrim:
      out += trimmed_of(args.texts[0], true, false);
      return;
    case ExprOp::kRtrim:
      out += trimmed_of(args.texts[0], false, true);
      return;
    case ExprOp::kReplace:
      return append_replaced(out, args.texts[0], args.texts[1], args.texts[2]);
    case ExprOp::kSubstring: {
      constexpr std::int64_t kToTheEnd = std::numeric_limits<std::int64_t>::max();
      const std::int64_t length = args.numbers.size() > 2 ? args.numbers[2] : kToTheEnd;
      out += substring(args.texts[0], args.numbers[1], length);
      return;
    }
    default:
      MILLRACE_ASSERT(op == ExprOp::kConcat || op == ExprOp::kConcatSkipNull);
      for (const std::string_view text : args.texts) out += text;
  }
}

class TextFunction final : public Node {
 public:
  TextFunction(ExprOp op, NodeArgs args)
      : Node(DataType::string()), op_(op), args_(std::move(args)), operands_(args_.size()) {
    std::size_t varying_count = 0;
    for (std::size_t i = 0; i < args_.size(); ++i) {
      if (args_[i]->literal() != nullptr) continue;
      ++varying_count;
      varying_ = i;
    }
    has_one_varying_text_ = varying_count == 1 && args_[varying_]->type().kind == TypeKind::kString;
    row_.texts.resize(args_.size());
    row_.numbers.resize(args_.size());
  }

  Operand evaluate(const Call& call, const Rows& rows) override {
    bool is_null = false;
    for (std::size_t i = 0; i < args_.size(); ++i) {
      operands_[i] = args_[i]->evaluate(call, rows);
      is_null |= operands_[i].is_null_constant();
    }
    const bool skips_null = op_ == ExprOp::kConcatSkipNull;
    if (is_null && !skips_null) return null_constant(type());
    std::uint32_t* out = code_results(rows);
    sink_.begin();
    const std::uint8_t* validity = skips_null ? nullptr : common_validity(operands_, rows);
    Operand result = computed(out, validity);
    const bool varies_by_null = skips_null && operands_[varying_].validity != nullptr;
    if (has_one_varying_text_ && !varies_by_null) {
      evaluate_codes(call, rows, result, out);
    } else {
      evaluate_rows(call, rows, result, out);
    }
    result.dictionary = sink_.dictionary();
    return result;
  }

 private:
  static constexpr std::uint32_t kFailed = std::numeric_limits<std::uint32_t>::max();

  void evaluate_codes(const Call& call, const Rows& rows, Operand& result, std::uint32_t* out) {
    for (std::size_t i = 0; i < args_.size(); ++i) {
      if (i != varying_) fetch(i, 0);
    }
    const Operand& text = operands_[varying_];
    const std::uint32_t* answers =
        memo_.answers(text, rows, sink_.epoch(), [this](std::string_view value) {
          row_.texts[varying_] = value;
          return code_of_row();
        });
    for_each_row(rows, [&](std::uint32_t row) {
      if (result.is_null(row)) return;
      put(call, rows, result, out, row, answers[text.code_at(row)]);
    });
  }

  void evaluate_rows(const Call& call, const Rows& rows, Operand& result, std::uint32_t* out) {
    for_each_row(rows, [&](std::uint32_t row) {
      if (result.is_null(row)) return;
      for (std::size_t i = 0; i < args_.size(); ++i) fetch(i, row);
      put(call, rows, result, out, row, code_of_row());
    });
  }

  void fetch(std::size_t arg, std::uint32_t row) {
    const Operand& operand = operands_[arg];
    if (operand.type.kind != TypeKind::kString) {
      row_.numbers[arg] = operand.int64_at(row);
    } else {
      row_.texts[arg] = operand.is_null(row) ? std::string_view() : operand.string_at(row);
    }
  }

  std::uint32_t code_of_row() {
    if (has_negative_length(op_, row_)) return kFailed;
    text_.clear();
    append_result(op_, row_, text_);
    return sink_.code_of(text_);
  }

  void put(const Call& call, const Rows& rows, Operand& result, std::uint32_t* out,
           std::uint32_t row, std::uint32_t code) {
    if (code != kFailed) {
      out[row] = code;
      return;
    }
    writable_validity(result, rows)[row] = 0;
    call.reports.error(row, "SUBSTRING with a negative length: " + text_of(operands_[2], row));
  }

  ExprOp op_;
  NodeArgs args_;
  std::vector<Operand> operands_;
  std::size_t varying_ = 0;
  bool has_one_varying_text_ = false;
  TextArgs row_;
  std::string text_;
  PerCodeMemo<std::uint32_t> memo_;
  TextSink sink_;
};

class Length final : public StrictNode {
 public:
  explicit Length(NodeArgs args) : StrictNode(DataType::bigint(), std::move(args)) {}

 protected:
  Operand compute(const Call&, const Rows& rows, std::span<const Operand> args) override {
    std::int64_t* out = int64_results(rows);
    const std::int64_t* answers = memo_.answers(args[0], rows, 0, code_point_count);
    for_each_row(rows, [&](std::uint32_t row) { out[row] = answers[args[0].code_at(row)]; });
    return computed(out, common_validity(args, rows));
  }

 private:
  PerCodeMemo<std::int64_t> memo_;
};

}  // namespace

NodePtr make_text_function(ExprOp op, NodeArgs args) {
  return std::make_unique<TextFunction>(op, std::move(args));
}

NodePtr make_length(NodePtr arg) {
  NodeArgs args;
  args.push_back(std::move(arg));
  return std::make_unique<Length>(std::move(args));
}

}  // namespace millrace
