// tests/threads/spsc_ring_test.cpp — the ring and the signal between two threads.
#include "core/threads/spsc_ring.hpp"

#include <doctest/doctest.h>

#include <memory>
#include <thread>

#include "core/threads/envelope_ring.hpp"
#include "core/threads/signal.hpp"

namespace millrace {

TEST_CASE("a ring holds its slots' worth of values, oldest first, and no more") {
  SpscRing<int> ring(4);
  CHECK(!ring.pop().has_value());
  for (int lap = 0; lap < 3; ++lap) {
    for (int i = 0; i < 4; ++i) {
      int value = lap * 10 + i;
      CHECK(ring.push(value));
    }
    int refused = 99;
    CHECK(!ring.push(refused));
    CHECK(refused == 99);
    CHECK(ring.size_for_producer() == 4);
    for (int i = 0; i < 4; ++i) CHECK(ring.pop() == lap * 10 + i);
    CHECK(!ring.pop().has_value());
  }
}

TEST_CASE("a popped value leaves nothing behind in the ring") {
  SpscRing<std::shared_ptr<int>> ring(2);
  auto value = std::make_shared<int>(7);
  std::weak_ptr<int> watched = value;
  CHECK(ring.push(value));
  CHECK(!value);
  { CHECK(**ring.pop() == 7); }
  CHECK(watched.expired());
}

TEST_CASE(
    "all values cross between two threads, in order, with both sides sleeping when they must") {
  constexpr int kValues = 20'000;
  SpscRing<int> ring(8);
  Signal filled;
  Signal emptied;
  std::thread producer([&] {
    for (int i = 0; i < kValues;) {
      const std::uint32_t seen = emptied.epoch();
      int value = i;
      if (ring.push(value)) {
        ++i;
        filled.raise();
      } else {
        emptied.wait(seen);
      }
    }
  });
  int next = 0;
  bool in_order = true;
  while (next < kValues) {
    const std::uint32_t seen = filled.epoch();
    const std::optional<int> value = ring.pop();
    if (!value.has_value()) {
      filled.wait(seen);
      continue;
    }
    in_order = in_order && *value == next;
    ++next;
    emptied.raise();
  }
  producer.join();
  CHECK(in_order);
}

TEST_CASE("a signal raised before the wait is not missed, and a wait without one times out") {
  Signal signal;
  const std::uint32_t seen = signal.epoch();
  signal.raise();
  signal.wait(seen);  // returns at once, or this test hangs
  const std::uint32_t now = signal.epoch();
  CHECK(now != seen);
  signal.wait_for(now, std::chrono::milliseconds(1));
  CHECK(signal.epoch() == now);
}

TEST_CASE("an inbox between threads is full by rows like the queue, and by its slots") {
  Signal attention;
  EnvelopeRing ring(10, attention);
  Envelope envelope;
  envelope.batch.row_count = 6;
  CHECK(ring.has_room(1000));
  ring.push(envelope);
  CHECK(ring.has_room(4));
  CHECK(!ring.has_room(5));
  CHECK(ring.queued_rows() == 6);
  CHECK(ring.pop().has_value());
  CHECK(ring.queued_rows() == 0);
  CHECK(ring.queued_rows_max() == 6);
  int pushed = 0;
  while (ring.has_room(0)) {
    ring.push(Envelope());
    ++pushed;
  }
  CHECK(pushed == 256);
  CHECK(ring.pop().has_value());
  CHECK(ring.has_room(0));
  CHECK(ring.envelopes_pushed() == 257);
}

}  // namespace millrace
