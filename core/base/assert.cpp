// core/base/assert.cpp — the last words of a broken invariant.
#include "core/base/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace millrace {

void assertion_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "millrace: internal error: assertion failed: %s (%s:%d)\n", condition, file,
               line);
  std::fflush(stderr);
  std::abort();
}

}  // namespace millrace
