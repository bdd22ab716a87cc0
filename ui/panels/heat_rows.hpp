// ui/panels/heat_rows.hpp — what the heat map of cores shows: for each measure its rows over the visible time, and
// figures of an area of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ui/draw/heat_map.hpp"
#include "ui/session/view.hpp"

namespace millrace {

enum class HeatMeasure : std::uint8_t {
  kBusy,     // share of each core's time spent working
  kQueue,    // how full each worker's queue is
  kWaiting,  // rows waiting in each worker's queue, of the most that any had
};
inline constexpr int kHeatMeasures = 3;

/// Values of the visible stretch of time. `greatest` is what 1 stands for: a share, or rows.
struct HeatRows {
  HeatMapData data;
  double greatest = 1.0;
  bool is_difference = false;  // values are -1…1
};

/// Fills `rows` anew. `column_count` columns over `time`.
void collect_heat_rows(const RunView& run, HeatMeasure measure, const TimeAxis& time,
                       int column_count, HeatRows& rows);
/// `rows` become what they have more than `other` of the same stretch, cell by cell: -1…1 of the greatest difference.
void subtract_heat_rows(HeatRows& rows, const HeatRows& other);
/// Whether a row shows this worker, or the core that it runs on.
bool is_row_of_worker(const RunView& run, HeatMeasure measure, int row, std::uint32_t worker);
/// "core 3", "w3".
std::string heat_row_name(HeatMeasure measure, int row);
/// A value of the picture as text with unit; of differences with its sign.
std::string heat_value_text(HeatMeasure measure, const HeatRows& rows, double value);

struct AreaFigures {
  double least = 0.0;
  double mean = 0.0;
  double greatest = 0.0;
  int greatest_row = 0;
};
/// Of rows first…last and the time that `time` has selected; nothing where nothing was measured. Values 0…1.
std::optional<AreaFigures> area_figures(const HeatRows& rows, const TimeAxis& time, int first_row,
                                        int last_row);

}  // namespace millrace
