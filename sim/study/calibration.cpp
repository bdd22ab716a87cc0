// sim/study/calibration.cpp — experiments that differ in one operation; its price is the difference.
#include "sim/study/calibration.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "core/base/text.hpp"
#include "core/exec/query_executor.hpp"
#include "core/job/dispatcher.hpp"
#include "core/job/job_processor.hpp"
#include "core/job/partition_queue.hpp"
#include "sim/scenario/quantity.hpp"
#include "sim/study/calibration_data.hpp"

namespace millrace {
namespace {

using calibration::Rows;

constexpr std::string_view kNarrow =
    "SELECT trader, COUNT(*) c FROM trades GROUP BY trader EMIT FINAL";
constexpr std::string_view kFiltered = "SELECT trader, price FROM trades WHERE quantity < 0";
constexpr std::string_view kTotals =
    "SELECT trader, COUNT(*) c, SUM(quantity) q FROM trades GROUP BY trader EMIT FINAL";
constexpr std::string_view kWindowed =
    "SELECT trader, COUNT(*) c, SUM(quantity) q FROM trades GROUP BY trader WINDOW TUMBLING(1h)";
constexpr std::string_view kWindowedSilent =
    "SELECT trader, COUNT(*) c, SUM(quantity) q FROM trades GROUP BY trader WINDOW TUMBLING(1h) "
    "HAVING COUNT(*) < 0";

/// Times of one experiment: one a repeat, in nanoseconds of all its operations together.
using Times = std::vector<double>;

class Calibration {
 public:
  Calibration(const NanosecondClock& clock, const CalibrationOptions& options)
      : clock_(clock), options_(options) {}

  std::vector<CalibratedCost> run();

 private:
  template <typename Prepare, typename Action>
  Times timed(Prepare prepare, Action action);
  Times route(std::string_view sql, const char* strategy, std::uint32_t workers, Rows rows,
              Work& work);
  Times execute(std::string_view sql, Rows rows);
  Times close(std::string_view sql);
  void routing();
  void rows();
  void groups();
  void closing();
  void handing_over();
  void writing();
  void add(Cost cost, Times per_operation, std::string_view how);
  double ns_of(Cost cost) const;
  Rows rows_of(std::uint32_t batch_rows, std::uint32_t traders = 5'000) const {
    return {batch_rows, options_.batch_count, traders};
  }

  const NanosecondClock& clock_;
  const CalibrationOptions& options_;
  std::vector<CalibratedCost> costs_;
};

template <typename Prepare, typename Action>
Times Calibration::timed(Prepare prepare, Action action) {
  Times times;
  for (std::uint32_t repeat = 0; repeat <= options_.repeats; ++repeat) {
    auto subject = prepare();
    const std::int64_t begin = clock_();
    action(subject);
    const std::int64_t end = clock_();
    if (repeat > 0) times.push_back(static_cast<double>(end - begin));  // the first one warms up
  }
  return times;
}

double quantile(Times times, std::size_t part) {
  std::sort(times.begin(), times.end());
  return times[(times.size() - 1) * part / 4];
}

void Calibration::add(Cost cost, Times per_operation, std::string_view how) {
  CalibratedCost figure;
  figure.cost = cost;
  figure.ns = std::max(quantile(per_operation, 2), 0.0);
  figure.spread = quantile(per_operation, 3) - quantile(per_operation, 1);
  figure.how = how;
  costs_.push_back(figure);
}

double Calibration::ns_of(Cost cost) const {
  for (const CalibratedCost& figure : costs_) {
    if (figure.cost == cost) return figure.ns;
  }
  return 0.0;
}

/// (time − known) / count of every repeat.
Times per(const Times& times, double known, double count) {
  Times result;
  for (const double time : times) result.push_back((time - known) / count);
  return result;
}

double sum_of(std::int64_t count) {
  return static_cast<double>(count);
}

/// A dispatcher over queues of its own.
struct RouteSubject {
  std::unique_ptr<Dispatcher> dispatcher;
  std::vector<std::unique_ptr<PartitionQueue>> queues;
  std::vector<Inbox*> inboxes;
};

Times Calibration::route(std::string_view sql, const char* strategy, std::uint32_t workers,
                         Rows rows, Work& work) {
  const auto plan = calibration::plan(sql, strategy, workers);
  const std::vector<RecordBatch> batches = calibration::generate(rows);
  return timed(
      [&] {
        RouteSubject subject;
        subject.dispatcher = std::make_unique<Dispatcher>(plan);
        for (std::uint32_t i = 0; i < workers; ++i) {
          subject.queues.push_back(std::make_unique<PartitionQueue>(1'000'000'000));
          subject.inboxes.push_back(subject.queues.back().get());
        }
        return subject;
      },
      [&](RouteSubject& subject) {
        for (const RecordBatch& batch : batches) {
          const Offer offer = subject.dispatcher->offer(batch, subject.inboxes);
          MILLRACE_ASSERT(offer == Offer::kTaken);
          for (const auto& queue : subject.queues) {  // as workers do, so that memory is used again
            while (!queue->is_empty()) queue->pop();
          }
        }
        work = subject.dispatcher->router().work();
      });
}

void Calibration::handing_over() {
  const std::vector<RecordBatch> batches = calibration::generate(rows_of(64));
  const Times times = timed([] { return std::make_unique<PartitionQueue>(1'000'000'000); },
                            [&](std::unique_ptr<PartitionQueue>& queue) {
                              for (int round = 0; round < 50; ++round) {
                                for (const RecordBatch& batch : batches) {
                                  Envelope envelope;
                                  envelope.batch = batch;
                                  queue->push(std::move(envelope));
                                  envelope = queue->pop();
                                }
                              }
                            });
  add(Cost::kHandOver, per(times, 0.0, 50.0 * static_cast<double>(batches.size())),
      "an envelope into a queue and out of it, on one thread");
}

void Calibration::routing() {
  Work work;
  const double batches = options_.batch_count;
  const Times whole = route(kNarrow, "sticky", 8, rows_of(64), work);
  add(Cost::kRouteBatch, per(whole, ns_of(Cost::kHandOver) * sum_of(work.hand_overs), batches),
      "sticky: a batch of 64 rows stamped and handed over whole");
  const double route_batch = ns_of(Cost::kRouteBatch) * batches;
  const double all_rows = batches * 8'192.0;
  const auto handing = [&] { return ns_of(Cost::kHandOver) * sum_of(work.hand_overs); };
  const Times stamped = route(kNarrow, "sticky", 8, rows_of(8'192), work);
  add(Cost::kStampRow, per(stamped, route_batch + handing(), all_rows),
      "sticky: batches of 8,192 rows handed over whole");
  const double stamping = ns_of(Cost::kStampRow) * all_rows;
  const Times checked = route(kNarrow, "smart_repartition", 8, rows_of(8'192), work);
  add(Cost::kCheckRow, per(checked, route_batch + handing() + stamping, all_rows),
      "smart, aligned: the same, with a look at every key");
  Work narrow_work;
  Rows narrow_rows = rows_of(8'192);
  narrow_rows.has_text = true;
  const Times narrow = route(kNarrow, "round_robin", 8, narrow_rows, narrow_work);
  Work wide_work;
  const Times wide = route(kNarrow, "round_robin", 8, rows_of(8'192), wide_work);
  const double bytes = sum_of(wide_work.bytes_copied - narrow_work.bytes_copied);
  add(Cost::kCopyByte, per(wide, quantile(narrow, 2), std::max(bytes, 1.0)),
      "round robin: all ten columns to copy, and one of them");
  const double known = route_batch + stamping +
                       ns_of(Cost::kHandOver) * sum_of(narrow_work.hand_overs) +
                       ns_of(Cost::kCopyByte) * sum_of(narrow_work.bytes_copied);
  add(Cost::kCopyRow, per(narrow, known, std::max(sum_of(narrow_work.rows_copied), 1.0)),
      "round robin: batches of 8,192 rows to 8 workers");
  Work hash_work;
  const Times hashed = route(kNarrow, "always_hash", 8, rows_of(8'192), hash_work);
  const double copying = route_batch + stamping +
                         ns_of(Cost::kHandOver) * sum_of(hash_work.hand_overs) +
                         ns_of(Cost::kCopyByte) * sum_of(hash_work.bytes_copied) +
                         ns_of(Cost::kCopyRow) * sum_of(hash_work.rows_copied);
  add(Cost::kHashRow, per(hashed, copying, std::max(sum_of(hash_work.rows_hashed), 1.0)),
      "hashing: batches of 8,192 rows, 5,000 keys, to 8 workers");
}

Times Calibration::execute(std::string_view sql, Rows rows) {
  const auto query = calibration::query(sql);
  const std::vector<RecordBatch> batches = calibration::generate(rows);
  return timed([&] { return make_executor(query, {}); },
               [&](std::unique_ptr<QueryExecutor>& executor) {
                 ExecutorOutput output;
                 for (const RecordBatch& batch : batches) {
                   executor->process(batch, output);
                   output.clear();
                 }
               });
}

void Calibration::rows() {
  const double batches = options_.batch_count;
  const Times large = execute(kFiltered, rows_of(8'192));
  const Times small = execute(kFiltered, rows_of(1));
  add(Cost::kBatch, per(small, 0.0, batches), "batches of one row that WHERE removes");
  add(Cost::kRow, per(large, ns_of(Cost::kBatch) * batches, batches * 8'192.0),
      "batches of 8,192 rows that WHERE removes");
}

void Calibration::groups() {
  const double batches = options_.batch_count;
  const double all = batches * 8'192.0;
  const double reading = ns_of(Cost::kBatch) * batches + ns_of(Cost::kRow) * all;
  const Times few = execute(kTotals, rows_of(8'192, 500));
  add(Cost::kTouchGroup, per(few, reading, all), "COUNT and SUM of 500 groups, rows of 8,192");
  const Times fresh = execute(kTotals, rows_of(8'192, 0));
  add(Cost::kCreateGroup, per(fresh, reading + ns_of(Cost::kTouchGroup) * all, all),
      "COUNT and SUM, each row a group of its own");
}

Times Calibration::close(std::string_view sql) {
  const auto query = calibration::query(sql);
  const std::vector<RecordBatch> batches = calibration::generate(rows_of(8'192, 0));
  return timed(
      [&] {
        auto executor = make_executor(query, {});
        ExecutorOutput output;
        for (const RecordBatch& batch : batches) executor->process(batch, output);
        return executor;
      },
      [&](std::unique_ptr<QueryExecutor>& executor) {
        ExecutorOutput output;
        executor->advance_watermark(EventTime::max(), 0, output);
      });
}

void Calibration::closing() {
  const double groups = options_.batch_count * 8'192.0;
  add(Cost::kCloseWindow, per(close(kWindowedSilent), 0.0, groups),
      "closing groups whose results HAVING removes");
  add(Cost::kResultRow, per(close(kWindowed), ns_of(Cost::kCloseWindow) * groups, groups),
      "closing groups that give a result");
  const auto query = calibration::query(kTotals);
  const std::vector<RecordBatch> batches = calibration::generate(rows_of(8'192, 0));
  const auto everything = [](std::span<const Column>, std::uint32_t,
                             std::span<std::uint8_t> moves) {
    std::fill(moves.begin(), moves.end(), std::uint8_t{1});
  };
  const auto filled = [&] {
    auto executor = make_executor(query, {});
    ExecutorOutput output;
    for (const RecordBatch& batch : batches) executor->process(batch, output);
    return executor;
  };
  const Times moved = timed(filled, [&](std::unique_ptr<QueryExecutor>& executor) {
    ExecutorOutput output;
    const auto target = make_executor(query, {});
    target->merge(executor->take_groups(everything), 0, output);
  });
  add(Cost::kMoveState, per(moved, 0.0, groups), "taking states out and into an empty worker");
  using Pair = std::pair<PartialBatch, std::unique_ptr<QueryExecutor>>;
  const Times merged = timed([&] { return Pair(filled()->take_groups(everything), filled()); },
                             [&](Pair& pair) {
                               ExecutorOutput output;
                               pair.second->merge(std::move(pair.first), 0, output);
                             });
  add(Cost::kMergeRow, per(merged, 0.0, groups), "states merged into states of the same groups");
}

void Calibration::writing() {
  const auto query = calibration::query("SELECT trader, price, quantity FROM trades");
  const std::vector<RecordBatch> batches = calibration::generate(rows_of(64));
  const auto executor = make_executor(query, {});
  ExecutorOutput output;
  for (const RecordBatch& batch : batches) executor->process(batch, output);
  const double writes = 50.0 * static_cast<double>(output.results.size());
  const Times times = timed([] { return std::make_unique<CollectingSink>(); },
                            [&](std::unique_ptr<CollectingSink>& sink) {
                              for (int round = 0; round < 50; ++round) {
                                for (const ResultBatch& batch : output.results) {
                                  const Status written = sink->write(batch);
                                  MILLRACE_ASSERT(written.has_value());
                                }
                              }
                            });
  add(Cost::kSinkWrite, per(times, 0.0, writes), "a batch of 64 results kept in memory");
}

std::vector<CalibratedCost> Calibration::run() {
  void (Calibration::*const kSteps[])() = {&Calibration::handing_over, &Calibration::routing,
                                           &Calibration::rows,         &Calibration::groups,
                                           &Calibration::closing,      &Calibration::writing};
  double done = 0.0;
  for (const auto step : kSteps) {
    (this->*step)();
    done += 1.0;
    if (options_.on_progress) options_.on_progress(done / static_cast<double>(std::size(kSteps)));
  }
  std::sort(costs_.begin(), costs_.end(),
            [](const CalibratedCost& a, const CalibratedCost& b) { return a.cost < b.cost; });
  return std::move(costs_);
}

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\r')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::vector<CalibratedCost> calibrate(const NanosecondClock& clock,
                                      const CalibrationOptions& options) {
  MILLRACE_ASSERT(options.repeats >= 1);
  return Calibration(clock, options).run();
}

std::string cost_file_text(const std::vector<CalibratedCost>& costs, std::string_view machine) {
  std::string text = fmt::format(
      "# Costs of the engine's operations, measured by `millrace calibrate`: {}.\n"
      "# Use them with --costs FILE. Medians; in brackets the distance of the quartiles.\n",
      machine);
  for (const CalibratedCost& cost : costs) {
    const std::string price = fmt::format("{}: {:.4g}ns", to_text(cost.cost), cost.ns);
    text += fmt::format("{:<24}  # [{:.2g}ns] {}\n", price, cost.spread, cost.how);
  }
  return text;
}

Result<std::vector<std::pair<std::string, double>>> read_cost_file(std::string_view text) {
  std::vector<std::pair<std::string, double>> costs;
  for (std::uint32_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    line = without_blanks(line.substr(0, line.find('#')));
    if (line.empty()) continue;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) {
      return Error{ErrorCode::kInput, fmt::format("line {}: expected `name: 2.1ns`", number)};
    }
    const ValueReading<double> price = parse_cost(without_blanks(line.substr(colon + 1)));
    if (!price.value) {
      return Error{ErrorCode::kInput, fmt::format("line {}: {}", number, price.problem.message)};
    }
    costs.emplace_back(without_blanks(line.substr(0, colon)), *price.value);
  }
  return costs;
}

}  // namespace millrace
