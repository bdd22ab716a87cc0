// tests/job/fair_reader_test.cpp — several sources side by side.
#include "core/job/fair_reader.hpp"

#include <doctest/doctest.h>

#include <string>
#include <utility>

namespace millrace {

namespace {

/// Yields `batches` batches of its own topic, then ends (or fails).
class NamedSource final : public RecordSource {
 public:
  NamedSource(std::string topic, int batches, bool fails = false)
      : topic_(std::make_shared<const std::string>(std::move(topic))),
        batches_(batches),
        fails_(fails) {}

  Result<std::optional<RecordBatch>> next() override {
    if (batches_ == 0 && fails_) {
      letters_.push_back({*topic_, {}, 0, "torn", ""});
      return Error{ErrorCode::kInput, *topic_ + " is gone"};
    }
    if (batches_ == 0) {
      letters_.push_back({*topic_, {}, 0, "half a line", ""});
      return std::optional<RecordBatch>();
    }
    --batches_;
    RecordBatch batch;
    batch.topic = topic_;
    return std::optional<RecordBatch>(std::move(batch));
  }
  std::vector<DeadLetter> take_dead_letters() override { return std::exchange(letters_, {}); }

 private:
  std::shared_ptr<const std::string> topic_;
  int batches_;
  bool fails_;
  std::vector<DeadLetter> letters_;
};

std::string order_of(FairReader& reader) {
  std::string order;
  for (;;) {
    auto next = reader.next();
    if (!next.has_value()) return order + "!" + next.error().message;
    if (!next.value().has_value()) return order;
    order += *next.value()->topic;
  }
}

}  // namespace

TEST_CASE("sources take turns, a batch each, and one that ends is left out") {
  std::vector<std::unique_ptr<RecordSource>> sources;
  sources.push_back(std::make_unique<NamedSource>("a", 5));
  sources.push_back(std::make_unique<NamedSource>("b", 2));
  sources.push_back(std::make_unique<NamedSource>("c", 3));
  FairReader reader(std::move(sources));
  CHECK(order_of(reader) == "abcabcacaa");
  CHECK(reader.take_dead_letters().size() == 3);  // what each could not read at its end
  CHECK(reader.take_dead_letters().empty());
}

TEST_CASE("a source without an end does not starve the others") {
  std::vector<std::unique_ptr<RecordSource>> sources;
  sources.push_back(std::make_unique<NamedSource>("endless", 1 << 30));
  sources.push_back(std::make_unique<NamedSource>("short", 3));
  FairReader reader(std::move(sources));
  int short_batches = 0;
  for (int i = 0; i < 6; ++i) {
    auto next = reader.next();
    if (*next.value()->topic == "short") ++short_batches;
  }
  CHECK(short_batches == 3);
}

TEST_CASE("an error of one source ends the whole, and keeps what it could not read") {
  std::vector<std::unique_ptr<RecordSource>> sources;
  sources.push_back(std::make_unique<NamedSource>("a", 3));
  sources.push_back(std::make_unique<NamedSource>("b", 1, true));
  FairReader reader(std::move(sources));
  CHECK(order_of(reader) == "aba!b is gone");
  CHECK(reader.take_dead_letters().size() == 1);
}

TEST_CASE("no sources at all are an end of input") {
  FairReader reader({});
  CHECK(order_of(reader).empty());
}

}  // namespace millrace
