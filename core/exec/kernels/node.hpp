// core/exec/kernels/node.hpp — the compiled form of an expression: a tree of nodes, each a kernel
// over the rows of a batch.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/exec/evaluator.hpp"
#include "core/exec/kernels/operand.hpp"
#include "core/exec/kernels/reports.hpp"
#include "core/exec/kernels/rows.hpp"

namespace millrace {

/// What one evaluation reads and where it reports. Borrowed for the call.
struct Call {
  const EvaluationInput& input;
  Reports& reports;
};

/// One operation, with its operands below it. One virtual call a batch. Holds the buffers of its
/// result and whatever it learnt about dictionaries; used by one thread.
class Node {
 public:
  explicit Node(DataType type) : type_(type) {}
  virtual ~Node() = default;
  Node(const Node&) = delete;
  Node& operator=(const Node&) = delete;

  DataType type() const { return type_; }
  /// Values for `rows` at least; a row that is reported as an error or a division by zero is NULL.
  virtual Operand evaluate(const Call& call, const Rows& rows) = 0;
  /// Appends to `kept` the rows that are TRUE. REQUIRES: BOOLEAN.
  virtual void filter(const Call& call, const Rows& rows, Selection& kept);
  /// The value, where it is the same in every batch; else null.
  virtual const Value* literal() const { return nullptr; }
  /// Reports nothing and runs at the speed of memory: worth more over all rows than a selection is
  /// worth to it.
  virtual bool is_cheap() const { return false; }

 protected:
  /// Room for a result per row.
  std::int64_t* int64_results(const Rows& rows) { return sized(buffers_.int64s, rows); }
  double* double_results(const Rows& rows) { return sized(buffers_.doubles, rows); }
  std::uint8_t* boolean_results(const Rows& rows) { return sized(buffers_.booleans, rows); }
  std::uint32_t* code_results(const Rows& rows);
  std::uint8_t* validity_results(const Rows& rows) { return sized(buffers_.validity, rows); }
  /// The results written into the room above, with this node's type.
  Operand computed(const void* values, const std::uint8_t* validity,
                   DictionaryPtr dictionary = nullptr);
  /// Validity that is 0 where any operand is NULL; null when none has NULLs. Lives as long as the
  /// operands' and this node's buffers. REQUIRES: no operand is a NULL constant.
  const std::uint8_t* common_validity(std::span<const Operand> operands, const Rows& rows);
  /// The operand's validity as a buffer of this node's, to be cleared for single rows.
  std::uint8_t* writable_validity(Operand& operand, const Rows& rows);

  /// Appends the rows for which a BOOLEAN operand is TRUE.
  static void append_true(const Operand& condition, const Rows& rows, Selection& kept);

  Buffers buffers_;

 private:
  template <typename T>
  static T* sized(std::vector<T>& buffer, const Rows& rows) {
    buffer.resize(rows.row_count);
    return buffer.data();
  }

  DataType type_;
};

using NodePtr = std::unique_ptr<Node>;

/// A node that is NULL where any operand is NULL. All operands are evaluated for all rows.
class StrictNode : public Node {
 public:
  StrictNode(DataType type, std::vector<NodePtr> args)
      : Node(type), args_(std::move(args)), operands_(args_.size()) {}
  Operand evaluate(const Call& call, const Rows& rows) final;

 protected:
  /// REQUIRES: no operand is a NULL constant; single rows may well be NULL.
  virtual Operand compute(const Call& call, const Rows& rows,
                          std::span<const Operand> operands) = 0;
  const std::vector<NodePtr>& args() const { return args_; }
  bool are_args_cheap() const;
  /// Evaluates the operands; nothing where one is a NULL constant and there is nothing left to
  /// compute.
  std::span<const Operand> evaluate_args(const Call& call, const Rows& rows);

 private:
  std::vector<NodePtr> args_;
  std::vector<Operand> operands_;
};

}  // namespace millrace
