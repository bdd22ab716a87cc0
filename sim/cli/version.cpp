// sim/cli/version.cpp — the version, from CMake's project().
#include "sim/cli/version.hpp"

#ifndef MILLRACE_VERSION
#error "MILLRACE_VERSION is set by CMake from project(VERSION)"
#endif

namespace millrace::cli {

std::string version_number() {
  return MILLRACE_VERSION;
}

std::string version_text() {
  return "millrace " + version_number();
}

}  // namespace millrace::cli
