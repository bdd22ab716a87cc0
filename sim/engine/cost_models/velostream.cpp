// sim/engine/cost_models/velostream.cpp — prices fitted to the rates that the reference system
// publishes, so that its own figures come out of a simulation of its own set-up. Its documents give
// no method for them; they are claims, kept here as such.
#include <array>

#include "sim/engine/cost_model.hpp"

namespace millrace::cost_models {

namespace {

// Rates of routing, docs/developer/V2-PLUGGABLE-PARTITIONING-STRATEGIES.md, records a second of one
// router:
// RoundRobin 400 K+, Sticky 350 K, AlwaysHash 191 K, SmartRepartition aligned 185 K. Sticky hands whole batches over:
// 350 K is 2,857 ns a row of fetching alone. Hashing to several workers adds 5,236 − 2,857 = 2,379 ns for the hash and
// the copy of a row. Its round robin is quicker than sticky because it looks at no record; one price cannot be both,
// and sticky's is kept. Aligned Smart slower than hashing (185 K) is its extra look at every key: the engine here does
// not do that, so it comes out as sticky's.
constexpr std::string_view kRouting =
    "docs/developer/V2-PLUGGABLE-PARTITIONING-STRATEGIES.md: Sticky 350K rec/s";
constexpr std::string_view kHashing =
    "docs/developer/V2-PLUGGABLE-PARTITIONING-STRATEGIES.md: AlwaysHash 191K rec/s, less Sticky's";
// 200 K rec/s per partition is 5,000 ns a row: 1,500 to read it and evaluate, 3,500 for its group.
constexpr std::string_view kPartition = "docs: 200K rec/s per partition (V2 targets)";

constexpr std::array kFigures = {
    CostFigure{Cost::kFetchRow, 2857.0, kRouting},
    CostFigure{Cost::kHashRow, 1189.0, kHashing},
    CostFigure{Cost::kCopyRow, 1190.0, kHashing},
    CostFigure{Cost::kRow, 1500.0, kPartition},
    CostFigure{Cost::kTouchGroup, 3500.0, kPartition},
    CostFigure{Cost::kMergeRow, 3500.0, kPartition},
};

}  // namespace

extern const CostModelInfo velostream;
const CostModelInfo velostream = {
    "velostream", "Fitted to the rates that Velostream publishes for its strategies", kFigures};

}  // namespace millrace::cost_models
