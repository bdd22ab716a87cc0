// ui/platform/measuring_serial.cpp — builds without threads measure nothing.
#include "ui/platform/measuring.hpp"

namespace millrace {

MeasuredRunMaker measured_run_maker(const WorkloadFiles&) {
  return nullptr;
}

}  // namespace millrace
