// sim/workload/rate_curve.cpp — pieces, their sums, and square roots to go back.
#include "sim/workload/rate_curve.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "core/base/assert.hpp"

namespace millrace {

namespace {

constexpr double kNsPerSecond = 1e9;

double seconds_of(std::int64_t ns) {
  return static_cast<double>(ns) / kNsPerSecond;
}

/// Between two values, `part` of the way.
double between(double begin, double end, std::int64_t part_ns, std::int64_t whole_ns) {
  if (begin == end || part_ns == 0) return begin;
  if (part_ns == whole_ns) return end;
  return begin + (end - begin) * (static_cast<double>(part_ns) / static_cast<double>(whole_ns));
}

}  // namespace

RateCurve::RateCurve(const LoadSpec& load, std::int64_t duration_ns) {
  MILLRACE_ASSERT(duration_ns >= 0);
  std::int64_t begin = 0;
  double rate = load.stages.empty() ? load.rate : 0.0;
  for (const LoadStage& stage : load.stages) {
    if (begin >= duration_ns) break;
    const std::int64_t length = std::min(stage.duration.ns, duration_ns - begin);
    const double end_rate = between(rate, stage.target_rate, length, stage.duration.ns);
    pieces_.push_back({begin, begin + length, rate, end_rate, 0.0});
    begin += length;
    rate = stage.target_rate;
  }
  if (begin < duration_ns) pieces_.push_back({begin, duration_ns, rate, rate, 0.0});
  add_up();
}

void RateCurve::multiply(std::span<const RateFactor> factors) {
  std::vector<Piece> result;
  std::size_t next = 0;
  for (const Piece& piece : pieces_) {
    const std::int64_t piece_ns = piece.end_ns - piece.begin_ns;
    std::int64_t at = piece.begin_ns;
    while (at < piece.end_ns) {
      while (next < factors.size() && factors[next].end_ns <= at) ++next;
      const bool is_inside = next < factors.size() && factors[next].begin_ns <= at;
      std::int64_t end = piece.end_ns;
      if (next < factors.size()) {
        end = std::min(end, is_inside ? factors[next].end_ns : factors[next].begin_ns);
      }
      Piece part = {at, end, 0.0, 0.0, 0.0};
      part.rate_begin = between(piece.rate_begin, piece.rate_end, at - piece.begin_ns, piece_ns);
      part.rate_end = between(piece.rate_begin, piece.rate_end, end - piece.begin_ns, piece_ns);
      if (is_inside) {
        const RateFactor& factor = factors[next];
        const std::int64_t whole = factor.end_ns - factor.begin_ns;
        part.rate_begin *=
            between(factor.factor_begin, factor.factor_end, at - factor.begin_ns, whole);
        part.rate_end *=
            between(factor.factor_begin, factor.factor_end, end - factor.begin_ns, whole);
      }
      result.push_back(part);
      at = end;
    }
  }
  pieces_ = std::move(result);
  add_up();
}

void RateCurve::add_up() {
  double points = 0.0;
  for (Piece& piece : pieces_) {
    piece.points_before = points;
    points +=
        seconds_of(piece.end_ns - piece.begin_ns) * ((piece.rate_begin + piece.rate_end) * 0.5);
  }
  point_count_ = points;
  current_ = 0;
}

double RateCurve::rate_at(std::int64_t time_ns) const {
  for (const Piece& piece : pieces_) {
    if (time_ns < piece.begin_ns || time_ns >= piece.end_ns) continue;
    return between(piece.rate_begin, piece.rate_end, time_ns - piece.begin_ns,
                   piece.end_ns - piece.begin_ns);
  }
  return 0.0;
}

std::size_t RateCurve::instants_of(std::span<const double> points, std::span<std::int64_t> due_ns) {
  for (std::size_t i = 0; i < points.size(); ++i) {
    const double point = points[i];
    while (current_ < pieces_.size()) {
      const bool is_last = current_ + 1 == pieces_.size();
      const double end = is_last ? point_count_ : pieces_[current_ + 1].points_before;
      if (point < end) break;
      ++current_;
    }
    if (current_ == pieces_.size()) return i;
    const Piece& piece = pieces_[current_];
    const double rest = point - piece.points_before;
    double offset_ns = 0.0;
    if (piece.rate_begin == piece.rate_end) {
      // Multiplied first: the instants of an even load are exact where they are whole nanoseconds.
      offset_ns = rest * kNsPerSecond / piece.rate_begin;
    } else {
      // rest = a t + b t²/2 solved for t, in the form without cancellation.
      const double slope =
          (piece.rate_end - piece.rate_begin) / seconds_of(piece.end_ns - piece.begin_ns);
      const double square = piece.rate_begin * piece.rate_begin + 2.0 * slope * rest;
      const double root = square > 0.0 ? std::sqrt(square) : 0.0;
      const double divisor = piece.rate_begin + root;
      offset_ns = divisor > 0.0 ? 2.0 * rest / divisor * kNsPerSecond : 0.0;
    }
    const auto offset = static_cast<std::int64_t>(offset_ns + 0.5);
    due_ns[i] = std::min(piece.begin_ns + offset, piece.end_ns - 1);
  }
  return points.size();
}

}  // namespace millrace
