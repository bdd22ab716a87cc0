// tests/exec/aggregate_contract_test.cpp — what every aggregate on the list promises, whatever it computes.
#include <doctest/doctest.h>

#include <set>

#include "core/base/prng.hpp"
#include "tests/exec/random_expressions.hpp"
#include "tests/support/aggregates.hpp"

namespace millrace {
namespace {

using namespace test;

constexpr std::uint32_t kSlots = 5;

/// Rows of one batch, the slot of each, and the column they take their values from.
struct Batch {
  Column values;
  std::vector<std::uint32_t> slots;
  std::vector<std::uint32_t> rows;
};

/// Values are such that sums of doubles are exact, so that results may be compared as text.
Column random_values(Prng& random, DataType type, std::uint32_t row_count) {
  const std::vector<Column> columns = random_columns(random, row_count);
  for (std::size_t i = 0; i < column_types().size(); ++i) {
    const bool is_plain = type.kind != TypeKind::kDouble;
    if (column_types()[i] == type && is_plain) return columns[2 * i];
  }
  ColumnBuilder builder(type);
  for (std::uint32_t i = 0; i < row_count; ++i) {
    if (random.chance(1, 6)) {
      builder.append_null();
    } else {
      builder.append_double(static_cast<double>(random.between(-64, 64)) / 8);
    }
  }
  return builder.take();
}

Batch random_batch(Prng& random, DataType type) {
  Batch batch;
  const auto row_count = static_cast<std::uint32_t>(1 + random.below(30));
  batch.values = random_values(random, type, row_count);
  const bool is_one_slot = random.chance(1, 4);
  for (std::uint32_t row = 0; row < row_count; ++row) {
    for (std::uint64_t copy = random.below(3); copy > 0; --copy) {  // sliding windows repeat rows
      batch.rows.push_back(row);
      batch.slots.push_back(is_one_slot ? 2 : static_cast<std::uint32_t>(random.below(kSlots - 1)));
    }
  }
  return batch;
}

void feed(Aggregator& aggregator, const Batch& batch) {
  aggregator.update(batch.slots, batch.rows, &batch.values);
}

std::unique_ptr<Aggregator> empty_of(const AggregateCall& call) {
  auto aggregator = make_aggregator(call);
  aggregator->resize(kSlots);
  return aggregator;
}

std::vector<Batch> random_batches(Prng& random, DataType type) {
  std::vector<Batch> batches;
  for (std::uint64_t i = 0; i <= random.below(4); ++i)
    batches.push_back(random_batch(random, type));
  return batches;
}

/// Runs the check for every aggregate with every type that it takes, over several random streams.
template <typename F>
void for_every_aggregate(F&& check) {
  const Prng root(7);
  std::uint64_t stream = 0;
  for (const AggregateInfo* info : all_aggregates()) {
    for (const DataType type : column_types()) {
      if (!info->signature.result_type(type)) continue;
      CAPTURE(info->signature.name);
      CAPTURE(to_text(type));
      for (int round = 0; round < 20; ++round) {
        Prng random = root.fork(++stream);
        check(call_of(*info, type), random);
      }
    }
  }
}

TEST_CASE("an empty slot gives NULL, but 0 for counts; and has the type of the result") {
  for_every_aggregate([](const AggregateCall& call, Prng&) {
    const auto aggregator = empty_of(call);
    const bool is_count = call.signature->name.substr(0, 5) == "count";
    CHECK(results_of(*aggregator, 2) == (is_count ? "0 | 0" : "NULL | NULL"));
    std::int64_t overflows = 0;
    CHECK(aggregator->finish(all_rows(1), overflows).type() == call.result_type);
  });
}

TEST_CASE("rows given in one go or in pieces give the same") {
  for_every_aggregate([](const AggregateCall& call, Prng& random) {
    const auto whole = empty_of(call);
    const auto pieces = empty_of(call);
    for (const Batch& batch : random_batches(random, call.argument->type)) {
      feed(*whole, batch);
      const std::size_t cut = random.below(batch.rows.size() + 1);
      const std::span<const std::uint32_t> slots(batch.slots);
      const std::span<const std::uint32_t> rows(batch.rows);
      pieces->update(slots.first(cut), rows.first(cut), &batch.values);
      for (std::size_t i = cut; i < rows.size(); ++i) {
        pieces->update(slots.subspan(i, 1), rows.subspan(i, 1), &batch.values);
      }
    }
    CHECK(results_of(*whole, kSlots) == results_of(*pieces, kSlots));
  });
}

TEST_CASE("mergeable aggregates do not show how rows were split, nor the order of merging") {
  for_every_aggregate([](const AggregateCall& call, Prng& random) {
    if (!call.signature->can_merge) return;
    const auto whole = empty_of(call);
    std::vector<std::unique_ptr<Aggregator>> workers;
    for (std::uint64_t i = 0; i < 1 + random.below(4); ++i) workers.push_back(empty_of(call));
    for (const Batch& batch : random_batches(random, call.argument->type)) {
      feed(*whole, batch);
      for (std::size_t i = 0; i < batch.rows.size(); ++i) {
        Aggregator& worker = *workers[random.below(workers.size())];
        worker.update({&batch.slots[i], 1}, {&batch.rows[i], 1}, &batch.values);
      }
    }
    const auto merged = empty_of(call);
    while (!workers.empty()) {
      const auto next = static_cast<std::ptrdiff_t>(random.below(workers.size()));
      // Through extract(), with the slots in another order, as they travel between workers.
      std::vector<std::uint32_t> slots = all_rows(kSlots);
      for (std::size_t i = slots.size(); i > 1; --i)
        std::swap(slots[i - 1], slots[random.below(i)]);
      const auto travelling = workers[static_cast<std::size_t>(next)]->extract(slots);
      merged->merge(slots, *travelling, all_rows(kSlots));
      workers.erase(workers.begin() + next);
    }
    CHECK(results_of(*whole, kSlots) == results_of(*merged, kSlots));
  });
}

TEST_CASE("any aggregate may be merged into empty slots: that is how groups change their worker") {
  for_every_aggregate([](const AggregateCall& call, Prng& random) {
    const auto from = empty_of(call);
    const auto to = empty_of(call);
    const Batch before = random_batch(random, call.argument->type);
    const Batch after = random_batch(random, call.argument->type);
    feed(*from, before);
    to->merge(all_rows(kSlots), *from, all_rows(kSlots));
    CHECK(results_of(*from, kSlots) == results_of(*to, kSlots));
    feed(*from, after);
    feed(*to, after);
    CHECK(results_of(*from, kSlots) == results_of(*to, kSlots));
  });
}

TEST_CASE("extract copies: neither side sees what the other does later") {
  for_every_aggregate([](const AggregateCall& call, Prng& random) {
    const auto original = empty_of(call);
    feed(*original, random_batch(random, call.argument->type));
    const std::string before = results_of(*original, kSlots);
    const auto copy = original->extract(all_rows(kSlots));
    feed(*original, random_batch(random, call.argument->type));
    CHECK(results_of(*copy, kSlots) == before);
    const std::string after = results_of(*original, kSlots);
    feed(*copy, random_batch(random, call.argument->type));
    CHECK(results_of(*original, kSlots) == after);
  });
}

TEST_CASE("a cleared slot is like a new one, and its neighbours keep what they have") {
  for_every_aggregate([](const AggregateCall& call, Prng& random) {
    const auto used = empty_of(call);
    const auto fresh = empty_of(call);
    feed(*used, random_batch(random, call.argument->type));
    const auto neighbours = used->extract(std::vector<std::uint32_t>{0, 1, 3, 4});
    used->clear(std::vector<std::uint32_t>{2});
    CHECK(results_of(*used->extract(std::vector<std::uint32_t>{0, 1, 3, 4}), 4) ==
          results_of(*neighbours, 4));
    const Batch batch = random_batch(random, call.argument->type);
    used->clear(std::vector<std::uint32_t>{0, 1, 3, 4});
    feed(*used, batch);
    feed(*fresh, batch);
    CHECK(results_of(*used, kSlots) == results_of(*fresh, kSlots));
  });
}

TEST_CASE("remove is the inverse of update where it is offered") {
  std::set<std::string_view> removable;
  for_every_aggregate([&removable](const AggregateCall& call, Prng& random) {
    const auto kept_only = empty_of(call);
    const auto both = empty_of(call);
    if (!both->can_remove()) return;
    removable.insert(call.signature->name);
    const Batch kept = random_batch(random, call.argument->type);
    const Batch removed = random_batch(random, call.argument->type);
    feed(*kept_only, kept);
    feed(*both, removed);
    feed(*both, kept);
    for (std::size_t i = 0; i < removed.rows.size(); ++i) {
      both->remove(removed.slots[i], removed.rows[i], &removed.values);
    }
    CHECK(results_of(*kept_only, kSlots) == results_of(*both, kSlots));
  });
  CHECK(removable == std::set<std::string_view>{"avg", "count", "sum"});
}

TEST_CASE("resize keeps what there is") {
  for_every_aggregate([](const AggregateCall& call, Prng& random) {
    const auto aggregator = empty_of(call);
    feed(*aggregator, random_batch(random, call.argument->type));
    const std::string before = results_of(*aggregator, kSlots);
    aggregator->resize(1000);
    aggregator->resize(3);
    CHECK(results_of(*aggregator, kSlots) == before);
    const auto untouched = empty_of(call);
    CHECK(results_of(*aggregator->extract(std::vector<std::uint32_t>{999}), 1) ==
          results_of(*untouched->extract(std::vector<std::uint32_t>{0}), 1));
  });
}

TEST_CASE("a copy has the states of the original, and each then goes its own way") {
  for_every_aggregate([](const AggregateCall& call, Prng& random) {
    const auto original = empty_of(call);
    const auto expected = empty_of(call);
    for (const Batch& batch : random_batches(random, call.argument->type)) {
      feed(*original, batch);
      feed(*expected, batch);
    }
    const std::string before = results_of(*original, kSlots);
    const auto copy = original->clone();
    CHECK(results_of(*copy, kSlots) == before);
    const Batch more = random_batch(random, call.argument->type);
    feed(*copy, more);
    CHECK(results_of(*original, kSlots) == before);
    feed(*expected, more);
    CHECK(results_of(*copy, kSlots) == results_of(*expected, kSlots));
    copy->clear(all_rows(kSlots));
    CHECK(results_of(*original, kSlots) == before);
    feed(*original, more);
    CHECK(results_of(*original, kSlots) == results_of(*expected, kSlots));
    CHECK(original->state_bytes() > 0);
  });
}

TEST_CASE("names and aliases are lower case, and no two aggregates share one") {
  std::set<std::string_view> names;
  for (const AggregateInfo* info : all_aggregates()) {
    const AggregateSignature& signature = info->signature;
    CHECK(names.insert(signature.name).second);
    for (const std::string_view alias : signature.aliases) CHECK(names.insert(alias).second);
    CHECK(!signature.summary.empty());
    CHECK(!signature.accepted_types.empty());
    if (signature.accepts_distinct) CHECK_NOTHROW(aggregate_named(signature.distinct_name));
  }
  for (const char* name : {"count", "stddev", "variance", "mean", "first", "last", "group_concat",
                           "listagg", "collect", "count_distinct"}) {
    CHECK(names.count(name) == 1);
  }
}

}  // namespace
}  // namespace millrace
