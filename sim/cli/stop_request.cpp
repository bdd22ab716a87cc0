// sim/cli/stop_request.cpp — the signal handler only sets a flag.
#include "sim/cli/stop_request.hpp"

#include <csignal>

namespace millrace::cli {
namespace {

volatile std::sig_atomic_t g_stop_requested = 0;

void on_interrupt(int signal_number) {
  if (g_stop_requested != 0) {
    std::signal(signal_number, SIG_DFL);
    std::raise(signal_number);
  }
  g_stop_requested = 1;
}

}  // namespace

void install_stop_request() {
  std::signal(SIGINT, on_interrupt);
}

bool is_stop_requested() {
  return g_stop_requested != 0;
}

}  // namespace millrace::cli
