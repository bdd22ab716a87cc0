// ui/panels/glossary.cpp — the words, in alphabetical order.
#include "ui/panels/glossary.hpp"

#include "core/base/assert.hpp"

namespace millrace {
namespace {

constexpr Term kTerms[] = {
    {"aligned",
     "Alignment rate: share of the rows whose worker is the natural one of their source partition. "
     "Shown from 30 rows on."},
    {"auto",
     "What the rules choose for this query and topic when nobody names a strategy. A badge marks "
     "it."},
    {"back-pressure",
     "Of a queue, by how full it is: below 70 % healthy, below 85 % warning, below 95 % critical, "
     "else saturated. A full queue refuses batches, and rows wait at the source."},
    {"busiest core", "Share of the time since the start that the busiest core worked."},
    {"copied rows", "Rows that were copied into another worker's batch."},
    {"core",
     "A CPU on which workers run; with fewer cores than workers they take turns. Busy, held back "
     "and idle add up to 100 %."},
    {"dead letters", "Rows that could not be read or computed, put aside."},
    {"fullest queue", "The largest share that any worker's queue is full now."},
    {"group", "Rows with equal values in the grouping columns G; each has one total a window."},
    {"grouping columns G", "The columns of GROUP BY, or of PARTITION BY in an OVER clause."},
    {"hand-overs", "Batches given to a worker."},
    {"hashed rows", "Rows whose grouping columns were hashed to choose a worker."},
    {"held back", "Had work done and could not hand it on: its sink or the next queue is full."},
    {"held twice",
     "Groups on further workers than their first: state that is kept more than once, and wrong "
     "where "
     "nothing merges it."},
    {"hops", "Rows that left their natural partition, and so crossed from one core to another."},
    {"hot-key ceiling",
     "1/p1, with p1 the share of the hottest key: no routing that keeps keys together can keep "
     "more workers busy than this, however many there are."},
    {"idle source",
     "A source partition that was silent for idle_timeout: it is left out of the watermark, so "
     "that it holds nothing back."},
    {"in effect", "Rows that changed a total; neither filtered, late nor dead."},
    {"key columns K", "The columns by which the producer keyed the topic."},
    {"lag", "Rows that are due in the topic and not yet taken."},
    {"late rows", "Rows whose windows were all closed when they came."},
    {"latency",
     "Of a row: from when it was due at the source to when its effect left the worker. Measured "
     "from the intended arrival, so that overload cannot hide."},
    {"max/mean", "Rows of the busiest worker over the mean of all: 1.0 is even."},
    {"moved bytes", "State that was handed from one worker to another."},
    {"natural partition",
     "Of source partition p with M workers: p mod M. Staying there costs "
     "nothing."},
    {"offered load", "Rows that come due in a second, whether anyone can keep up or not."},
    {"open windows", "Windows that have begun and wait for the watermark to pass their end."},
    {"p50", "Median: half of the rows were faster."},
    {"p99", "99th percentile: one row in a hundred was slower."},
    {"p99.9", "One row in a thousand was slower."},
    {"refused",
     "Validation would not let this plan run: its totals would be wrong. Here it runs "
     "all the same, to show what breaks."},
    {"result rows", "Rows that workers wrote to their outputs."},
    {"router", "Takes batches from the topic, asks the strategy, and puts rows into queues."},
    {"skew",
     "How unevenly rows fall on workers: max/mean, and Flink's score (mean absolute "
     "deviation over mean, in percent)."},
    {"source partition p", "A partition of the topic: an ordered log of records."},
    {"split groups",
     "Groups with state on more than one worker that nothing merges: their totals are wrong."},
    {"state", "Live (window, group) states over all workers."},
    {"strategy", "The rule that chooses the worker of each row."},
    {"throughput", "Rows through the workers in the last second of virtual time."},
    {"watermark W",
     "The event time up to which all is believed to be here: the least watermark of "
     "all source partitions that are not idle. Windows close when it passes them."},
    {"watermark lag", "How far W lies behind the furthest source partition."},
    {"window", "A stretch of event time over which totals are formed."},
    {"worker w", "A processing partition: its own queue, state and output."},
    {"zero-cost",
     "Share of rows that travelled in a batch handed over whole: nothing hashed, "
     "nothing copied."},
};

}  // namespace

std::span<const Term> glossary() {
  return kTerms;
}

const char* meaning_of(std::string_view term) {
  for (const Term& each : kTerms) {
    if (each.name == term) return each.meaning;
  }
  MILLRACE_ASSERT(term == "a term of the glossary");
  return "";
}

}  // namespace millrace
