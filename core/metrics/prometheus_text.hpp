// core/metrics/prometheus_text.hpp — a snapshot as Prometheus text (exposition format 0.0.4):
// Velostream's names, so that its dashboards work, and ours in base units. Labels: partition and,
// where given, strategy; never a key.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/metrics/metrics_snapshot.hpp"

namespace millrace {

inline constexpr std::string_view kPrometheusContentType = "text/plain; version=0.0.4";

/// The whole page. Rates (velostream_*_throughput, active partitions) are those between the two
/// snapshots; pass the same one twice where there is no earlier one, and they are 0. `strategy`
/// becomes a label unless it is empty.
std::string prometheus_text(const MetricsSnapshot& earlier, const MetricsSnapshot& now,
                            std::string_view strategy = {});

/// Builds a page family by family. REQUIRES: names match [a-zA-Z_:][a-zA-Z0-9_:]*; each family is
/// begun once.
class PrometheusPage {
 public:
  using Labels = std::vector<std::pair<std::string_view, std::string>>;

  /// `type`: counter, gauge, histogram. Line feeds and backslashes of the help are escaped.
  void begin(std::string_view name, std::string_view type, std::string_view help);
  void add(std::string_view name, const Labels& labels, std::int64_t value);
  void add(std::string_view name, const Labels& labels, double value);
  std::string take() { return std::move(text_); }

 private:
  void add_name(std::string_view name, const Labels& labels);

  std::string text_;
};

}  // namespace millrace
