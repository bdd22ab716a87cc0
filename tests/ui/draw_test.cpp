// tests/ui/draw_test.cpp — chart primitives: nothing vanishes, numbers of stretches, rows of heat maps.
#include <doctest/doctest.h>

#include <cmath>
#include <set>
#include <utility>

#include "tests/ui/panels_stage.hpp"
#include "ui/draw/line_chart.hpp"
#include "ui/panels/heat_rows.hpp"

namespace millrace::test {
namespace {

Series flat_with_spike(std::size_t count, std::size_t spike_at) {
  Series series;
  series.points = SeriesPoints(count, {1.0, 1.0, 1.0});
  series.points.set(spike_at, {1.0, 50.0, 1.0});
  return series;
}

Plot plot_over(TimeAxis& time, float width) {
  Plot plot;
  plot.min = {0.0f, 0.0f};
  plot.max = {width, 100.0f};
  plot.time = &time;
  plot.value.greatest = 50.0;
  return plot;
}

}  // namespace

TEST_CASE("a spike of one sample in 100,000 points survives, wherever it is") {
  TimeAxis time;
  time.limit_s = time.end_s = 100.0;
  const Plot plot = plot_over(time, 700.0f);
  for (const std::size_t spike_at : {std::size_t{0}, std::size_t{1}, std::size_t{49'999},
                                     std::size_t{77'777}, std::size_t{99'999}}) {
    CAPTURE(spike_at);
    const Series series = flat_with_spike(100'000, spike_at);
    std::vector<PixelColumn> columns;
    columns_of(plot, series, 1'000'000, 100.0, columns);
    CHECK(columns.size() <= 702);
    int spikes = 0;
    for (const PixelColumn& column : columns) {
      spikes += column.greatest == 50.0 ? 1 : 0;
      CHECK(column.least == 1.0);
    }
    CHECK(spikes == 1);
  }
}

TEST_CASE("a line ends at the present") {
  TimeAxis time;
  time.limit_s = time.end_s = 10.0;
  const Plot plot = plot_over(time, 1'000.0f);
  const Series series = flat_with_spike(100, 0);
  std::vector<PixelColumn> columns;
  columns_of(plot, series, 100'000'000, 5.0, columns);
  REQUIRE_FALSE(columns.empty());
  CHECK(columns.back().x <= 515.0f);
}

TEST_CASE("figures of a stretch cover its least, mean and greatest, and nothing outside") {
  Series series;
  series.points = {{9, 9, 9}, {1, 4, 2}, {2, 6, 4}, {9, 9, 9}};
  const std::optional<StretchFigures> figures = figures_in(series, 1'000'000'000, 1.0, 3.0);
  REQUIRE(figures.has_value());
  CHECK(figures->least == 1.0);
  CHECK(figures->greatest == 6.0);
  CHECK(figures->mean == 3.0);
  CHECK_FALSE(figures_in(series, 1'000'000'000, 7.0, 9.0).has_value());
  CHECK_FALSE(figures_in(Series{}, 1'000'000'000, 0.0, 9.0).has_value());
}

TEST_CASE("a cell of the heat map is the greatest of the points it covers") {
  Recorder recorder(1'000'000, 200'000);
  const std::size_t place = recorder.declare("busy", "share", 0);
  for (std::int64_t i = 0; i < 100'000; ++i)
    recorder.add(place, {i * 1'000'000}, i == 12'345 ? 1.0 : 0.1);
  RunView run;
  run.recorder = &recorder;
  TimeAxis time;
  time.limit_s = time.end_s = 100.0;
  HeatRows rows;
  collect_heat_rows(run, HeatMeasure::kBusy, time, 480, rows);
  REQUIRE(rows.data.row_count == 1);
  int full = 0;
  for (const float value : rows.data.values) full += value == 1.0f ? 1 : 0;
  CHECK(full == 1);
  time.area_begin_s = 12.0;
  time.area_end_s = 13.0;
  const std::optional<AreaFigures> figures = area_figures(rows, time, 0, 0);
  REQUIRE(figures.has_value());
  CHECK(figures->greatest == doctest::Approx(1.0));
  CHECK(figures->least == doctest::Approx(0.1));
  time.area_begin_s = 40.0;
  time.area_end_s = 41.0;
  CHECK(area_figures(rows, time, 0, 0)->greatest == doctest::Approx(0.1));
}

TEST_CASE("decades that would stand over each other are left out, at equal distances") {
  const std::vector<double> few = decade_ticks(1e-6, 1.0, 4);
  REQUIRE(few.size() == 4);
  CHECK(few.back() == doctest::Approx(1.0));
  CHECK(few[1] / few[0] == doctest::Approx(few[3] / few[2]));
  CHECK(decade_ticks(1e-3, 1.0, 10).size() == 4);
  CHECK(decade_ticks(1.0, 1.0, 0).size() == 1);
  CHECK(decade_ticks(0.0, 1.0, 4).empty());
}

TEST_CASE("strategies have the exact colours, and 3:1 against the panel by them or by their edge") {
  CHECK(dark_theme().strategy("always_hash").colour == 0xffb27200u);  // #0072B2
  CHECK(light_theme().strategy("sticky_partition").colour == 0xff009fe6u);
  CHECK(light_theme().strategy("two_phase").colour == 0xff007a8au);
  std::set<std::pair<Marker, float>> looks;
  for (const char* name : {"always_hash", "smart_repartition", "sticky_partition", "round_robin",
                           "fan_in", "two_phase", "flink_key_groups", "consistent_hash",
                           "partial_key_grouping", "hot_key_split", "least_loaded"}) {
    CAPTURE(name);
    for (const Theme& theme : {dark_theme(), light_theme()}) {
      const StrategyStyle style = theme.strategy(name);
      CHECK(contrast(style.edge != 0 ? style.edge : style.colour, theme.panel) >= 3.0f);
    }
    const StrategyStyle style = dark_theme().strategy(name);
    CHECK(looks.insert({style.marker, style.dash}).second);
    for (const auto& [marker, dash] : looks) {
      if (dash != style.dash) CHECK(marker != style.marker);
    }
  }
}

}  // namespace millrace::test
