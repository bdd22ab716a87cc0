// sim/engine/cost_models/measured.cpp — prices of this engine's own operations, one thread of a
// 2.x GHz server core, release build; `millrace calibrate` measures the same on any machine.
#include <array>

#include "sim/engine/cost_model.hpp"

namespace millrace::cost_models {

namespace {

constexpr std::string_view kRouteBench = "route_bench, batches of 8,192 rows of 4 columns";
constexpr std::string_view kExecBench = "exec_bench, 5,000 keys";
constexpr std::string_view kThreads = "ring between two threads, with the envelope's allocation";

constexpr std::array kFigures = {
    CostFigure{Cost::kRouteBatch, 250.0, kRouteBench},
    CostFigure{Cost::kHashRow, 2.0, kRouteBench},
    CostFigure{Cost::kCopyRow, 6.0, kRouteBench},
    CostFigure{Cost::kCopyByte, 0.15, kRouteBench},
    CostFigure{Cost::kHandOver, 300.0, kThreads},
    CostFigure{Cost::kBatch, 400.0, kExecBench},
    CostFigure{Cost::kRow, 3.0, kExecBench},
    CostFigure{Cost::kTouchGroup, 12.0, kExecBench},
    CostFigure{Cost::kCreateGroup, 60.0, kExecBench},
    CostFigure{Cost::kCloseWindow, 40.0, kExecBench},
    CostFigure{Cost::kMergeRow, 40.0, kExecBench},
    CostFigure{Cost::kResultRow, 15.0, kExecBench},
    CostFigure{Cost::kMoveState, 200.0, kExecBench},
};

}  // namespace

extern const CostModelInfo measured;
const CostModelInfo measured = {
    "measured", "What this engine's own operations take on one core of a server", kFigures};

}  // namespace millrace::cost_models
