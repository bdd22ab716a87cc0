// core/base/cloning_ptr.hpp — owns an object behind an interface, and copies it by clone(): so that
// whatever holds one is copied member by member, like a value.
#pragma once

#include <memory>
#include <utility>

namespace millrace {

/// A std::unique_ptr that copies deeply. T has `std::unique_ptr<T> clone() const`. May be null.
template <typename T>
class CloningPtr {
 public:
  CloningPtr() = default;
  CloningPtr(std::nullptr_t) {}  // NOLINT: as std::unique_ptr
  CloningPtr(std::unique_ptr<T> object) : object_(std::move(object)) {}  // NOLINT: the same
  template <typename Derived>
  CloningPtr(std::unique_ptr<Derived> object) : object_(std::move(object)) {}  // NOLINT: the same
  CloningPtr(const CloningPtr& other) : object_(other.object_ ? other.object_->clone() : nullptr) {}
  CloningPtr(CloningPtr&&) noexcept = default;
  CloningPtr& operator=(const CloningPtr& other) {
    if (this != &other) object_ = other.object_ ? other.object_->clone() : nullptr;
    return *this;
  }
  CloningPtr& operator=(CloningPtr&&) noexcept = default;
  ~CloningPtr() = default;

  explicit operator bool() const { return object_ != nullptr; }
  T* get() const { return object_.get(); }
  T& operator*() const { return *object_; }
  T* operator->() const { return object_.get(); }

 private:
  std::unique_ptr<T> object_;
};

}  // namespace millrace
