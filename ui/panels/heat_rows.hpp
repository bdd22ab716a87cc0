// ui/panels/heat_rows.hpp — what the heat map shows: for each measure its rows (cores, workers or source partitions)
// over the visible time, and figures of an area of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "ui/draw/heat_map.hpp"
#include "ui/session/view.hpp"

namespace millrace {

enum class HeatMeasure : std::uint8_t {
  kBusy,   // by core: share of its time spent working
  kQueue,  // by worker: how full its queue is
  kLag,    // by source partition: rows due and not taken, of the most that any had
};
inline constexpr int kHeatMeasures = 3;

/// Values of the visible stretch of time. `greatest` is what 1 stands for: a share, or rows. Of many partitions a row
/// shows `per_row` neighbours, and the greatest of them.
struct HeatRows {
  HeatMapData data;
  HeatMeasure measure = HeatMeasure::kBusy;
  int per_row = 1;
  int subject_count = 0;  // cores, workers or partitions
  double greatest = 1.0;
  bool is_difference = false;  // values are -1…1
};

/// Fills `rows` anew. `column_count` columns over `time`.
void collect_heat_rows(const RunView& run, HeatMeasure measure, const TimeAxis& time,
                       int column_count, HeatRows& rows);
/// `rows` become what they have more than `other` of the same stretch, cell by cell: -1…1 of the greatest difference.
void subtract_heat_rows(HeatRows& rows, const HeatRows& other);
/// Whether a row shows this worker, or the core that it runs on.
bool is_row_of_worker(const RunView& run, const HeatRows& rows, int row, std::uint32_t worker);
/// Whether a row shows this source partition.
bool is_row_of_source(const HeatRows& rows, int row, std::uint32_t source);
/// "core 3", "w3", "p3", "p12-15".
std::string heat_row_name(const HeatRows& rows, int row);
/// A value of the picture as text with unit; of differences with its sign.
std::string heat_value_text(const HeatRows& rows, double value);

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
