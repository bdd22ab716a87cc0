// core/exec/windows/windows.cpp — the list of window kinds as a table.
#include "core/exec/window.hpp"

#include "core/base/assert.hpp"

namespace millrace {
namespace windows {

#define X(name) extern const WindowInfo name;
#include "core/exec/windows/windows.list"
#undef X

}  // namespace windows

std::span<const WindowInfo* const> all_windows() {
  static constexpr const WindowInfo* kWindows[] = {
#define X(name) &windows::name,
#include "core/exec/windows/windows.list"
#undef X
  };
  return kWindows;
}

std::unique_ptr<WindowAssigner> make_window_assigner(const WindowClause& clause) {
  for (const WindowInfo* info : all_windows()) {
    if (info->signature.name == clause.signature->name) return info->make(clause.durations_ms);
  }
  MILLRACE_ASSERT(false && "the clause was bound with another catalog");
  return nullptr;
}

}  // namespace millrace
