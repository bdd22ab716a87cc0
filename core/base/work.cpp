// core/base/work.cpp — adding up counts of work.
#include "core/base/work.hpp"

namespace millrace {

Work& Work::operator+=(const Work& other) {
  rows_in += other.rows_in;
  rows_hashed += other.rows_hashed;
  rows_checked += other.rows_checked;
  rows_copied += other.rows_copied;
  bytes_copied += other.bytes_copied;
  hand_overs += other.hand_overs;
  rows_taken += other.rows_taken;
  rows_filtered += other.rows_filtered;
  groups_touched += other.groups_touched;
  groups_created += other.groups_created;
  windows_closed += other.windows_closed;
  rows_merged += other.rows_merged;
  rows_out += other.rows_out;
  return *this;
}

}  // namespace millrace
