// core/base/assert.hpp — assertions that stay on in every build: they catch our mistakes, never the user's.
#pragma once

namespace millrace {

/// Writes the broken condition with its place to standard error and aborts.
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);

}  // namespace millrace

/// One condition each; on in release builds too.
#define MILLRACE_ASSERT(condition)    \
  ((condition) ? static_cast<void>(0) \
               : ::millrace::assertion_failed(#condition, __FILE__, __LINE__))
