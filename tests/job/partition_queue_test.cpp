// tests/job/partition_queue_test.cpp — bounds, order and refusal of the queue in front of a worker.
#include "core/job/partition_queue.hpp"

#include <doctest/doctest.h>

#include <vector>

namespace millrace {

namespace {

Envelope envelope_of(std::uint32_t rows, std::int64_t sequence = 0) {
  Envelope envelope;
  envelope.batch.row_count = rows;
  envelope.sequence = sequence;
  return envelope;
}

}  // namespace

TEST_CASE("a queue gives back its envelopes in the order in which they came") {
  PartitionQueue queue(100);
  for (std::int64_t sequence = 0; sequence < 5; ++sequence) queue.push(envelope_of(3, sequence));
  for (std::int64_t sequence = 0; sequence < 5; ++sequence) {
    CHECK(queue.pop().sequence == sequence);
  }
  CHECK(queue.is_empty());
}

TEST_CASE("a queue is full by rows: it refuses what would pass its capacity") {
  PartitionQueue queue(10);
  struct Case {
    std::uint32_t queued;
    std::uint32_t offered;
    bool has_room;
  };
  for (const Case& c :
       std::vector<Case>{{0, 10, true}, {4, 6, true}, {4, 7, false}, {10, 1, false}}) {
    if (c.queued > 0) queue.push(envelope_of(c.queued));
    CHECK(queue.has_room(c.offered) == c.has_room);
    CHECK(queue.queued_rows() == c.queued);
    if (c.queued > 0) queue.pop();
  }
}

TEST_CASE("a batch larger than the capacity is accepted where no row waits, and only there") {
  PartitionQueue queue(1);
  CHECK(queue.has_room(1000));
  queue.push(envelope_of(0));  // an empty envelope holds nobody back
  CHECK(queue.has_room(1000));
  queue.push(envelope_of(1000));
  CHECK(!queue.has_room(1));
  CHECK(queue.queued_rows() == 1000);
  queue.pop();
  queue.pop();
  CHECK(queue.has_room(1));
  CHECK(queue.queued_rows_max() == 1000);
}

TEST_CASE("envelopes without rows fit into a full queue, but not without bound") {
  PartitionQueue queue(1);
  queue.push(envelope_of(1));
  std::int64_t pushed = 0;
  while (queue.has_room(0)) {
    queue.push(envelope_of(0));
    ++pushed;
    REQUIRE(pushed <= 1024);
  }
  CHECK(pushed == 1024);
  queue.pop();
  CHECK(!queue.has_room(0));
  queue.pop();
  CHECK(queue.has_room(0));
}

}  // namespace millrace
