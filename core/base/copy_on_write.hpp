// core/base/copy_on_write.hpp — a value that copies share until one of them writes to it.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>

namespace millrace {

/// Copying costs a pointer; the first write to a shared value copies it. For parts of a state that rarely change
/// while many copies of the whole are kept. Used by one thread, together with all its copies. What was moved from may
/// only be assigned to or destroyed.
template <typename T>
class CopyOnWrite {
 public:
  CopyOnWrite() : value_(std::make_shared<T>()) {}
  explicit CopyOnWrite(T value) : value_(std::make_shared<T>(std::move(value))) {}

  const T& operator*() const { return *value_; }
  const T* operator->() const { return value_.get(); }
  /// References from before, to the value itself or into it, are of the copies that keep it.
  T& write() {
    if (value_.use_count() > 1) value_ = std::make_shared<T>(*value_);
    return *value_;
  }
  /// How many copies have this very value.
  std::int64_t holders() const { return value_.use_count(); }

 private:
  std::shared_ptr<T> value_;
};

}  // namespace millrace
