// sim/engine/series_points.cpp — writing copies what is shared.
#include "sim/engine/series_points.hpp"

#include "core/base/assert.hpp"

namespace millrace {

SeriesPoints::SeriesPoints(std::initializer_list<SeriesPoint> points) {
  for (const SeriesPoint& point : points) push_back(point);
}

SeriesPoints::SeriesPoints(std::size_t count, const SeriesPoint& point) {
  for (std::size_t i = 0; i < count; ++i) push_back(point);
}

void SeriesPoints::push_back(const SeriesPoint& point) {
  if (size_ / kChunk == chunks_.size()) chunks_.push_back(std::make_shared<Chunk>());
  ++size_;
  set(size_ - 1, point);
}

void SeriesPoints::set(std::size_t index, const SeriesPoint& point) {
  MILLRACE_ASSERT(index < size_);
  std::shared_ptr<Chunk>& chunk = chunks_[index / kChunk];
  if (chunk.use_count() > 1) chunk = std::make_shared<Chunk>(*chunk);
  (*chunk)[index % kChunk] = point;
}

void SeriesPoints::truncate(std::size_t size) {
  MILLRACE_ASSERT(size <= size_);
  size_ = size;
  chunks_.resize((size + kChunk - 1) / kChunk);
}

std::int64_t SeriesPoints::own_bytes() const {
  const std::size_t pointers = chunks_.size() * sizeof(std::shared_ptr<Chunk>);
  return static_cast<std::int64_t>(pointers + (size_ > 0 ? sizeof(Chunk) : 0));
}

}  // namespace millrace
