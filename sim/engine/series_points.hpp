// sim/engine/series_points.hpp — the points of a series, in chunks that copies share: a key frame of a long run costs
// a few pointers a series, and only what is written afterwards is held twice.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <vector>

namespace millrace {

struct SeriesPoint {
  double least = 0.0;
  double greatest = 0.0;
  double last = 0.0;
};

/// A sequence of points that grows at its end. A value: copying copies pointers, and writing to a chunk that another
/// copy also has copies that chunk first. Used by one thread, together with all its copies.
class SeriesPoints {
 public:
  SeriesPoints() = default;
  SeriesPoints(std::initializer_list<SeriesPoint> points);
  SeriesPoints(std::size_t count, const SeriesPoint& point);

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  /// REQUIRES: index < size().
  const SeriesPoint& operator[](std::size_t index) const {
    return (*chunks_[index / kChunk])[index % kChunk];
  }
  const SeriesPoint& front() const { return (*this)[0]; }
  const SeriesPoint& back() const { return (*this)[size_ - 1]; }

  class Iterator {
   public:
    Iterator(const SeriesPoints& points, std::size_t index) : points_(&points), index_(index) {}
    const SeriesPoint& operator*() const { return (*points_)[index_]; }
    Iterator& operator++() {
      ++index_;
      return *this;
    }
    friend bool operator==(const Iterator&, const Iterator&) = default;

   private:
    const SeriesPoints* points_;
    std::size_t index_;
  };
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size_}; }

  void push_back(const SeriesPoint& point);
  /// REQUIRES: index < size().
  void set(std::size_t index, const SeriesPoint& point);
  /// Forgets the points from `size` on. REQUIRES: size <= size().
  void truncate(std::size_t size);

  /// Memory that this copy alone may come to hold: its pointers, and the chunk that is written next.
  std::int64_t own_bytes() const;

 private:
  static constexpr std::size_t kChunk = 32;
  using Chunk = std::array<SeriesPoint, kChunk>;

  std::vector<std::shared_ptr<Chunk>> chunks_;
  std::size_t size_ = 0;
};

}  // namespace millrace
