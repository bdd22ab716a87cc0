// sim/engine/cost_models/measured.cpp — what `millrace calibrate` printed for this engine's own operations, rounded to
// two digits; the same command measures any machine, and with a scenario any query.
#include <array>

#include "sim/engine/cost_model.hpp"

namespace millrace::cost_models {

namespace {

constexpr std::string_view kCalibrate =
    "millrace calibrate, on a quiet virtual machine of two Xeon cores, g++ 12 -O3";

constexpr std::array kFigures = {
    CostFigure{Cost::kRouteBatch, 590.0, kCalibrate},
    CostFigure{Cost::kStampRow, 1.1, kCalibrate},
    CostFigure{Cost::kHashRow, 0.5, kCalibrate},
    CostFigure{Cost::kCheckRow, 2.8, kCalibrate},
    CostFigure{Cost::kCopyRow, 2.0, kCalibrate},
    CostFigure{Cost::kCopyByte, 0.2, kCalibrate},
    CostFigure{Cost::kHandOver, 130.0, kCalibrate},
    CostFigure{Cost::kBatch, 140.0, kCalibrate},
    CostFigure{Cost::kRow, 1.1, kCalibrate},
    CostFigure{Cost::kTakeRow, 3.9, kCalibrate},
    CostFigure{Cost::kTouchGroup, 2.7, kCalibrate},
    CostFigure{Cost::kCreateGroup, 210.0, kCalibrate},
    CostFigure{Cost::kCloseWindow, 97.0, kCalibrate},
    CostFigure{Cost::kMergeRow, 130.0, kCalibrate},
    CostFigure{Cost::kResultRow, 1.7, kCalibrate},
    CostFigure{Cost::kSinkWrite, 61.0, kCalibrate},
    CostFigure{Cost::kMoveState, 360.0, kCalibrate},
};

}  // namespace

extern const CostModelInfo measured;
const CostModelInfo measured = {
    "measured", "What this engine's own operations take on one core of a server", kFigures};

}  // namespace millrace::cost_models
