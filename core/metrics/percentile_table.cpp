// core/metrics/percentile_table.cpp — walks the histogram by percentile, half the remaining
// distance at a time.
#include "core/metrics/percentile_table.hpp"

#include <fmt/format.h>

#include <iterator>

#include "core/base/assert.hpp"

namespace millrace {
namespace {

/// How often the distance from `level` to 100 has been halved already.
int halvings_before(double level) {
  int halvings = 0;
  for (double distance = 50.0; distance >= 100.0 - level; distance /= 2.0) halvings += 1;
  return halvings;
}

/// The next percentile to report: `ticks` equal steps from one halving to the next.
double next_level(double level, std::int32_t ticks) {
  double step = 100.0 / ticks;
  for (int i = halvings_before(level) + 1; i > 0; --i) step /= 2.0;
  return level + step;
}

class TableWriter {
 public:
  TableWriter(const LatencyHistogram& histogram, const PercentileTableOptions& options)
      : histogram_(histogram), options_(options) {}

  std::string write() {
    text_ = "       Value     Percentile TotalCount 1/(1-Percentile)\n\n";
    if (!histogram_.is_empty()) write_rows();
    write_footer();
    return std::move(text_);
  }

 private:
  double scaled(double value) const {
    return value / static_cast<double>(options_.units_per_output_unit);
  }

  void write_rows() {
    const auto& counts = histogram_.counts();
    double level = 0.0;
    std::int64_t seen = 0;
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] == 0) continue;
      seen += counts[i];
      const double reached =
          100.0 * static_cast<double>(seen) / static_cast<double>(histogram_.count());
      while (level <= reached && level < 100.0) {
        write_row(LatencyHistogram::highest_value_of(i), level, seen);
        // Where all has been seen, one row says it.
        if (seen == histogram_.count()) break;
        level = next_level(level, options_.ticks_per_half_distance);
      }
    }
    fmt::format_to(
        std::back_inserter(text_), "{:12.3f} {:2.12f} {:10}\n",
        scaled(static_cast<double>(LatencyHistogram::highest_equivalent(histogram_.maximum()))),
        1.0, seen);
  }

  void write_row(std::int64_t value, double level, std::int64_t seen) {
    const double share = level / 100.0;
    fmt::format_to(std::back_inserter(text_), "{:12.3f} {:2.12f} {:10} {:14.2f}\n",
                   scaled(static_cast<double>(value)), share, seen, 1.0 / (1.0 - share));
  }

  void write_footer() {
    fmt::format_to(std::back_inserter(text_),
                   "#[Mean    = {:12.3f}, StdDeviation   = {:12.3f}]\n"
                   "#[Max     = {:12.3f}, Total count    = {:12}]\n"
                   "#[Buckets = {:12}, SubBuckets     = {:12}]\n",
                   scaled(histogram_.mean()), scaled(histogram_.standard_deviation()),
                   scaled(static_cast<double>(histogram_.maximum())), histogram_.count(),
                   histogram_.power_count(), LatencyHistogram::kStepsPerPower);
  }

  const LatencyHistogram& histogram_;
  PercentileTableOptions options_;
  std::string text_;
};

}  // namespace

std::string percentile_table(const LatencyHistogram& histogram,
                             const PercentileTableOptions& options) {
  MILLRACE_ASSERT(options.units_per_output_unit > 0);
  MILLRACE_ASSERT(options.ticks_per_half_distance > 0);
  return TableWriter(histogram, options).write();
}

}  // namespace millrace
