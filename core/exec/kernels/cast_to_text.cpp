// core/exec/kernels/cast_to_text.cpp — CAST to STRING: the canonical text that results print.
#include <utility>

#include "core/base/text.hpp"
#include "core/data/decimal.hpp"
#include "core/exec/kernels/compile.hpp"
#include "core/exec/kernels/text_sink.hpp"

namespace millrace {
namespace {

class ToText final : public StrictNode {
 public:
  explicit ToText(NodeArgs args) : StrictNode(DataType::string(), std::move(args)) {}

 protected:
  Operand compute(const Call&, const Rows& rows, std::span<const Operand> args) override {
    const Operand& value = args[0];
    const std::uint8_t* validity = common_validity(args, rows);
    std::uint32_t* out = code_results(rows);
    sink_.begin();
    for_each_row(rows, [&](std::uint32_t row) {
      if (validity != nullptr && validity[row] == 0) return;
      text_.clear();
      append(value, row);
      out[row] = sink_.code_of(text_);
    });
    return computed(out, validity, sink_.dictionary());
  }

 private:
  void append(const Operand& value, std::uint32_t row) {
    switch (value.type.kind) {
      case TypeKind::kBoolean:
        text_ += value.boolean_at(row) ? "true" : "false";
        break;
      case TypeKind::kBigint:
        append_int64(text_, value.int64_at(row));
        break;
      case TypeKind::kDouble:
        append_double(text_, value.double_at(row));
        break;
      case TypeKind::kDecimal:
        append_decimal(text_, value.int64_at(row), value.type.scale);
        break;
      case TypeKind::kTimestamp:
        append_timestamp(text_, value.int64_at(row));
        break;
      case TypeKind::kString:
        text_ += value.string_at(row);
        break;
    }
  }

  std::string text_;
  TextSink sink_;
};

}  // namespace

NodePtr make_cast_to_text(NodePtr arg) {
  NodeArgs args;
  args.push_back(std::move(arg));
  return std::make_unique<ToText>(std::move(args));
}

}  // namespace millrace
