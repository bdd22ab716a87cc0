// tests/exec/random_expressions.cpp — the generator behind the oracle test of the evaluator.
#include "tests/exec/random_expressions.hpp"

#include <array>
#include <limits>
#include <string>

#include "core/data/column_builder.hpp"
#include "tests/support/expressions.hpp"

namespace millrace::test {
namespace {

constexpr std::array<std::int64_t, 8> kIntegers = {0,
                                                   1,
                                                   -1,
                                                   2,
                                                   7,
                                                   1000,
                                                   std::numeric_limits<std::int64_t>::max(),
                                                   std::numeric_limits<std::int64_t>::min()};
constexpr std::array<double, 8> kDoubles = {0.0,
                                            -0.0,
                                            1.0,
                                            -2.5,
                                            0.1,
                                            1e300,
                                            std::numeric_limits<double>::infinity(),
                                            std::numeric_limits<double>::quiet_NaN()};
constexpr std::array<const char*, 7> kStrings = {"", "a", "B", "42", "-7", "key_1", "key_10"};
constexpr std::int64_t kDigits18 = 999'999'999'999'999'999;

std::int64_t random_integer(Prng& random, DataType type) {
  const bool is_decimal = type.kind == TypeKind::kDecimal;
  if (random.chance(1, 12)) {
    const std::int64_t extreme = kIntegers[random.below(kIntegers.size())];
    if (!is_decimal) return extreme;
    return extreme > 1000 ? kDigits18 : (extreme < -1 ? -kDigits18 : extreme);
  }
  return random.between(-20, 20) * (is_decimal ? 25 : 1);
}

Value random_value(Prng& random, DataType type) {
  if (random.chance(1, 8)) return Value::null(type);
  switch (type.kind) {
    case TypeKind::kBoolean:
      return Value::boolean(random.chance(1, 2));
    case TypeKind::kBigint:
      return Value::bigint(random_integer(random, type));
    case TypeKind::kTimestamp:
      return Value::timestamp(random_integer(random, type));
    case TypeKind::kDecimal:
      return Value::decimal(random_integer(random, type), type);
    case TypeKind::kDouble:
      if (random.chance(1, 4)) return Value::real(kDoubles[random.below(kDoubles.size())]);
      return Value::real(static_cast<double>(random.between(-40, 40)) / 4);
    case TypeKind::kString:
      break;
  }
  return Value::string(kStrings[random.below(kStrings.size())]);
}

Expression leaf(Prng& random, DataType type) {
  if (random.chance(1, 4)) return literal(random_value(random, type));
  const auto& types = column_types();
  for (std::uint32_t i = 0; i < types.size(); ++i) {
    if (types[i] == type) return column(2 * i + static_cast<std::uint32_t>(random.below(2)), type);
  }
  return literal(random_value(random, type));
}

std::vector<Expression> several(Prng& random, DataType type, int depth, std::uint64_t count) {
  std::vector<Expression> args;
  for (std::uint64_t i = 0; i < count; ++i)
    args.push_back(random_expression(random, type, depth - 1));
  return args;
}

/// Types that compare with one another without a cast.
DataType comparable_type(Prng& random, DataType type) {
  const bool is_exact = type.kind == TypeKind::kBigint || type.kind == TypeKind::kDecimal;
  if (!is_exact || random.chance(1, 2)) return type;
  return random.chance(1, 2) ? DataType::bigint() : column_types()[3];
}

Expression random_test(Prng& random, int depth) {
  constexpr std::array kComparisons = {ExprOp::kEqual,   ExprOp::kNotEqual,
                                       ExprOp::kLess,    ExprOp::kLessEqual,
                                       ExprOp::kGreater, ExprOp::kGreaterEqual};
  const DataType type = random_type(random);
  switch (random.below(6)) {
    case 0:
      return test_of(random.chance(1, 2) ? ExprOp::kAnd : ExprOp::kOr,
                     several(random, DataType::boolean(), depth, 2));
    case 1:
      return test_of(ExprOp::kNot, several(random, DataType::boolean(), depth, 1));
    case 2:
      return test_of(random.chance(1, 2) ? ExprOp::kIsNull : ExprOp::kIsNotNull,
                     several(random, type, depth, 1));
    case 3: {
      std::vector<Expression> args = several(random, type, depth, 1);
      const std::uint64_t count = random.chance(1, 5) ? 20 : 1 + random.below(3);
      for (std::uint64_t i = 0; i < count; ++i) {
        args.push_back(literal(random_value(random, comparable_type(random, type))));
      }
      if (random.chance(1, 3)) args.push_back(random_expression(random, type, depth - 1));
      return test_of(ExprOp::kIn, std::move(args));
    }
    default:
      break;
  }
  std::vector<Expression> sides = several(random, type, depth, 1);
  sides.push_back(random_expression(random, comparable_type(random, type), depth - 1));
  return test_of(kComparisons[random.below(kComparisons.size())], std::move(sides));
}

ExprOp random_arithmetic(Prng& random) {
  constexpr std::array kOps = {ExprOp::kAdd, ExprOp::kSubtract, ExprOp::kMultiply, ExprOp::kModulo,
                               ExprOp::kDivide};
  return kOps[random.below(kOps.size())];
}

/// A number of this type: exact types are reached by the rules of semantics §2, and else by CAST.
Expression random_number(Prng& random, DataType type, int depth) {
  const ExprOp op = random_arithmetic(random);
  if (random.chance(1, 8)) {
    return call(ExprOp::kNegate, type, several(random, type, depth, 1));
  }
  if (type.kind == TypeKind::kDouble) {
    const bool is_ratio = op == ExprOp::kDivide && random.chance(1, 2);
    const DataType operand = is_ratio ? DataType::bigint() : type;
    return call(op, type, several(random, operand, depth, 2));
  }
  if (type.kind == TypeKind::kBigint) {
    if (random.chance(1, 6)) {
      return call(ExprOp::kLength, type, several(random, DataType::string(), depth, 1));
    }
    if (random.chance(1, 6))
      return cast_to(type, random_expression(random, DataType::string(), depth - 1));
    if (op != ExprOp::kDivide) return call(op, type, several(random, type, depth, 2));
    return cast_to(type, random_expression(random, column_types()[2], depth - 1));
  }
  // DECIMAL(18,s): the operation at its own scale, then a CAST.
  const DataType a = column_types()[2 + random.below(2)];
  const DataType b = random.chance(1, 3) ? DataType::bigint() : column_types()[2 + random.below(2)];
  int scale = std::max(a.scale, b.scale);
  if (op == ExprOp::kMultiply) scale = a.scale + b.scale;
  if (op == ExprOp::kDivide) scale += 4;
  std::vector<Expression> args = several(random, a, depth, 1);
  args.push_back(random_expression(random, b, depth - 1));
  const DataType exact = DataType::decimal(18, scale);
  Expression result = call(op, exact, std::move(args));
  return exact == type ? result : cast_to(type, std::move(result));
}

Expression random_choice(Prng& random, DataType type, int depth) {
  switch (random.below(4)) {
    case 0: {
      std::vector<Expression> args;
      for (std::uint64_t i = 0; i <= random.below(2); ++i) {
        args.push_back(random_expression(random, DataType::boolean(), depth - 1));
        args.push_back(random_expression(random, type, depth - 1));
      }
      args.push_back(random_expression(random, type, depth - 1));
      return call(ExprOp::kCase, type, std::move(args));
    }
    case 1:
      return call(ExprOp::kCoalesce, type, several(random, type, depth, 2 + random.below(2)));
    case 2: {
      std::vector<Expression> args = several(random, type, depth, 1);
      args.push_back(random_expression(random, comparable_type(random, type), depth - 1));
      return call(ExprOp::kNullif, type, std::move(args));
    }
    default:
      return call(random.chance(1, 2) ? ExprOp::kLeast : ExprOp::kGreatest, type,
                  several(random, type, depth, 2 + random.below(2)));
  }
}

}  // namespace

const std::vector<DataType>& column_types() {
  static const std::vector<DataType> kTypes = {
      DataType::bigint(), DataType::real(),    DataType::decimal(18, 2), DataType::decimal(18, 4),
      DataType::string(), DataType::boolean(), DataType::timestamp()};
  return kTypes;
}

DataType random_type(Prng& random) {
  return column_types()[random.below(column_types().size())];
}

std::vector<Column> random_columns(Prng& random, std::uint32_t row_count) {
  std::vector<Column> columns;
  for (const DataType type : column_types()) {
    for (int copy = 0; copy < 2; ++copy) {
      ColumnBuilder builder(type);
      const bool has_nulls = random.chance(1, 2);
      while (builder.row_count() < row_count) {
        const Value value = random_value(random, type);
        if (has_nulls || !value.is_null()) builder.append(value);
      }
      columns.push_back(builder.take());
    }
  }
  return columns;
}

Expression random_expression(Prng& random, DataType type, int depth) {
  if (depth <= 1 || random.chance(1, 6)) return leaf(random, type);
  if (random.chance(1, 4)) return random_choice(random, type, depth);
  switch (type.kind) {
    case TypeKind::kBoolean:
      return random_test(random, depth);
    case TypeKind::kString:
      if (random.chance(1, 2)) return call(ExprOp::kLower, type, several(random, type, depth, 1));
      if (random.chance(1, 3))
        return cast_to(type, random_expression(random, random_type(random), depth - 1));
      return call(ExprOp::kConcat, type, several(random, type, depth, 2));
    case TypeKind::kTimestamp: {
      std::vector<Expression> args = several(random, type, depth, 1);
      args.push_back(random_expression(random, DataType::bigint(), depth - 1));
      return call(random.chance(1, 2) ? ExprOp::kAdd : ExprOp::kSubtract, type, std::move(args));
    }
    default:
      return random_number(random, type, depth);
  }
}

}  // namespace millrace::test
