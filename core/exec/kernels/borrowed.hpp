// core/exec/kernels/borrowed.hpp — an operand that another node has already worked out, as a leaf of a further tree.
#pragma once

#include <utility>

#include "core/exec/kernels/node.hpp"

namespace millrace {

/// Stands for a value that occurs several times in what a node computes, so that it is evaluated once:
/// compiling it again for each occurrence would double the work with every level of nesting.
class Borrowed final : public Node {
 public:
  explicit Borrowed(DataType type) : Node(type) {}
  /// To be called before each evaluation of the tree above.
  void set(Operand value) { value_ = std::move(value); }
  Operand evaluate(const Call&, const Rows&) override { return value_; }
  bool is_cheap() const override { return true; }

 private:
  Operand value_;
};

}  // namespace millrace
