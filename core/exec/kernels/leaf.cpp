// core/exec/kernels/leaf.cpp — columns of the input and literals: nothing is copied, nothing is
// spread out.
#include <utility>

#include "core/base/assert.hpp"
#include "core/exec/kernels/compile.hpp"

namespace millrace {
namespace {

class ColumnNode final : public Node {
 public:
  ColumnNode(DataType type, std::uint32_t column) : Node(type), column_(column) {}

  Operand evaluate(const Call& call, const Rows& rows) override {
    MILLRACE_ASSERT(column_ < call.input.columns.size());
    const Column& column = call.input.columns[column_];
    MILLRACE_ASSERT(column.row_count() == rows.row_count);
    MILLRACE_ASSERT(column.type().physical() == type().physical());
    return operand_of(column);
  }
  bool is_cheap() const override { return true; }

 private:
  std::uint32_t column_;
};

class LiteralNode final : public Node {
 public:
  explicit LiteralNode(Value value) : Node(value.type()), value_(std::move(value)) {
    if (value_.is_null()) return;
    switch (type().physical()) {
      case PhysicalKind::kInt64:
        buffers_.int64s = {value_.as_int64()};
        break;
      case PhysicalKind::kDouble:
        buffers_.doubles = {value_.as_double()};
        break;
      case PhysicalKind::kBoolean:
        buffers_.booleans = {static_cast<std::uint8_t>(value_.as_boolean())};
        break;
      case PhysicalKind::kCode: {
        DictionaryBuilder builder;
        buffers_.codes = {builder.code_of(value_.as_string())};
        dictionary_ = builder.snapshot();
        break;
      }
    }
  }

  Operand evaluate(const Call&, const Rows&) override {
    if (value_.is_null()) return null_constant(type());
    Operand operand;
    operand.type = type();
    operand.is_constant = true;
    operand.values = values();
    operand.dictionary = dictionary_;
    return operand;
  }
  const Value* literal() const override { return &value_; }
  bool is_cheap() const override { return true; }

 private:
  const void* values() const {
    switch (type().physical()) {
      case PhysicalKind::kInt64:
        return buffers_.int64s.data();
      case PhysicalKind::kDouble:
        return buffers_.doubles.data();
      case PhysicalKind::kBoolean:
        return buffers_.booleans.data();
      case PhysicalKind::kCode:
        break;
    }
    return buffers_.codes.data();
  }

  Value value_;
  DictionaryPtr dictionary_;  // one string, the same lineage in every batch
};

}  // namespace

NodePtr make_column(DataType type, std::uint32_t column) {
  return std::make_unique<ColumnNode>(type, column);
}

NodePtr make_literal(Value value) {
  return std::make_unique<LiteralNode>(std::move(value));
}

}  // namespace millrace
