// tests/sql/fake_catalog.hpp — a small catalog for tests of the parser and binder; exec's own is not needed for them.
#pragma once

#include <string_view>
#include <vector>

#include "core/sql/catalog.hpp"

namespace millrace {

/// Topics:
///   flights      departure_time BIGINT, origin STRING, destination STRING, delay_minutes BIGINT, distance_miles BIGINT
///   orders       order_id BIGINT, customer_id BIGINT, order_date STRING, total_amount DOUBLE, status STRING
///   market_data  symbol STRING, trader_id STRING, price DOUBLE, quantity BIGINT, timestamp BIGINT,
///                trade_time TIMESTAMP
///   payments     ts TIMESTAMP (its declared event time), sent BIGINT, fee DECIMAL(10,2), rate DECIMAL(18,12),
///                is_open BOOLEAN, note STRING, Note STRING, weight DOUBLE; with record timestamps and keys
///   stamped      a BIGINT; with record timestamps, no declared event time
///   windows      _WINDOW_START TIMESTAMP, n BIGINT: results of another query
class FakeCatalog final : public Catalog {
 public:
  FakeCatalog();

  const TopicDescription* topic(std::string_view name) const override;
  std::span<const std::string_view> topic_names() const override { return names_; }
  std::span<const AggregateSignature* const> aggregates() const override;
  std::span<const WindowSignature* const> windows() const override;
  std::span<const OverSignature* const> over_functions() const override;

 private:
  std::vector<TopicDescription> topics_;
  std::vector<std::string_view> names_;
};

}  // namespace millrace
