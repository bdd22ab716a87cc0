// sim/workload/parameters.hpp — the parameters of a choice as typed values: those given, and the
// defaults of its description for the others.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/base/result.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/scenario_vocabulary.hpp"

namespace millrace {

/// Borrows the description, which is a constant. Every text was read once: getters cannot fail.
class Parameters {
 public:
  using Given = std::vector<std::pair<std::string, std::string>>;

  /// Errors (kOption) name `owner` ("zipf"): an unknown parameter, a missing one, a value that is no such thing or
  /// out of range.
  static Result<Parameters> read(std::string_view owner, std::span<const ParameterInfo> infos,
                                 const Given& given);

  /// Whether there is a value: given, or by default.
  bool has(std::string_view name) const;
  // REQUIRES: has(name), and described as of that kind.
  double number(std::string_view name) const;  // kNumber, kShare, kRate (per second)
  std::int64_t integer(
      std::string_view name) const;  // kInteger, kWorker, kCore, kSourcePartition, kBytes
  VirtualDuration duration(std::string_view name) const;
  const std::string& text(std::string_view name) const;  // any kind: as given

 private:
  struct Slot {
    bool has_value = false;
    double number = 0.0;
    std::int64_t integer = 0;
    std::string text;
  };

  explicit Parameters(std::span<const ParameterInfo> infos) : infos_(infos), slots_(infos.size()) {}
  const Slot& slot_of(std::string_view name) const;
  static Status read_slot(std::string_view owner, const ParameterInfo& info, Slot& slot);

  std::span<const ParameterInfo> infos_;
  std::vector<Slot> slots_;  // one an info
};

}  // namespace millrace
