// core/exec/kernels/in.cpp — IN a list of expressions: x = a OR x = b …, with x evaluated once.
#include <utility>

#include "core/exec/kernels/borrowed.hpp"
#include "core/exec/kernels/compile.hpp"

namespace millrace {
namespace {

class In final : public Node {
 public:
  In(NodePtr value, std::vector<Borrowed*> borrowed, NodePtr any_equal)
      : Node(DataType::boolean()),
        value_(std::move(value)),
        borrowed_(std::move(borrowed)),
        any_equal_(std::move(any_equal)) {}

  Operand evaluate(const Call& call, const Rows& rows) override {
    const Operand value = value_->evaluate(call, rows);
    for (Borrowed* borrowed : borrowed_) borrowed->set(value);
    return any_equal_->evaluate(call, rows);
  }

 private:
  NodePtr value_;
  std::vector<Borrowed*> borrowed_;  // in `any_equal_`
  NodePtr any_equal_;
};

/// A DOUBLE among the operands makes them all DOUBLE.
void widen_to_double(NodeArgs& args) {
  bool has_double = false;
  for (const NodePtr& arg : args) has_double |= arg->type().kind == TypeKind::kDouble;
  if (!has_double) return;
  for (NodePtr& arg : args) arg = converted(std::move(arg), DataType::real());
}

}  // namespace

NodePtr make_in(NodeArgs args) {
  widen_to_double(args);
  bool is_literal_list = true;
  for (std::size_t i = 1; i < args.size(); ++i) is_literal_list &= args[i]->literal() != nullptr;
  if (is_literal_list) return make_in_literals(std::move(args));
  std::vector<Borrowed*> borrowed;
  NodeArgs equalities;
  for (std::size_t i = 1; i < args.size(); ++i) {
    auto value = std::make_unique<Borrowed>(args[0]->type());
    borrowed.push_back(value.get());
    NodeArgs pair;
    pair.push_back(std::move(value));
    pair.push_back(std::move(args[i]));
    equalities.push_back(make_comparison(ExprOp::kEqual, std::move(pair)));
  }
  NodePtr any_equal = make_connective(ExprOp::kOr, std::move(equalities));
  return std::make_unique<In>(std::move(args[0]), std::move(borrowed), std::move(any_equal));
}

}  // namespace millrace
