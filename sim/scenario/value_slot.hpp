// sim/scenario/value_slot.hpp — where a value lies in a record, without the record's type: what a row of the
// table holds, so
// that reading, writing and describing are written once per kind of value and not once per key.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace millrace {

using ParameterList = std::vector<std::pair<std::string, std::string>>;
using CostList = std::vector<std::pair<std::string, double>>;

/// A record inside a record; its keys are those of the row's `record`.
struct RecordSlot {
  void* record = nullptr;
};

/// A list of records.
struct RecordListSlot {
  struct Operations {
    std::size_t (*size)(const void* list);
    void* (*at)(void* list, std::size_t index);
    void* (*append)(void* list);  // a new record with its defaults
    void (*clear)(void* list);
    std::string* (*name_of)(
        void* record);  // of records that a map is written from; null where they have no name
  };
  void* list = nullptr;
  const Operations* operations = nullptr;
};

/// An enumeration, or any other number of one byte.
struct ByteSlot {
  std::uint8_t* value = nullptr;
};

using Slot =
    std::variant<std::string*, std::int32_t*, std::uint32_t*, std::int64_t*, std::uint64_t*,
                 double*, bool*, ByteSlot, VirtualDuration*, EventDuration*,
                 std::optional<VirtualDuration>*, DataType*, Choice*, std::vector<Choice>*,
                 std::vector<std::string>*, std::vector<double>*, ParameterList*, CostList*,
                 std::vector<Expectation>*, RecordSlot, RecordListSlot>;

using SlotOf = Slot (*)(void* record);

namespace detail {

template <typename Record>
RecordListSlot::Operations operations_of() {
  RecordListSlot::Operations operations = {
      [](const void* list) { return static_cast<const std::vector<Record>*>(list)->size(); },
      [](void* list, std::size_t index) -> void* {
        return &(*static_cast<std::vector<Record>*>(list))[index];
      },
      [](void* list) -> void* { return &static_cast<std::vector<Record>*>(list)->emplace_back(); },
      [](void* list) { static_cast<std::vector<Record>*>(list)->clear(); },
      nullptr,
  };
  if constexpr (std::is_same_v<Record, FieldSpec>) {
    operations.name_of = [](void* record) { return &static_cast<FieldSpec*>(record)->name; };
  }
  return operations;
}

template <typename Record>
Slot list_slot(std::vector<Record>& list) {
  static const RecordListSlot::Operations kOperations = operations_of<Record>();
  return RecordListSlot{&list, &kOperations};
}

inline Slot slot_to(std::vector<FieldSpec>& list) {
  return list_slot(list);
}
inline Slot slot_to(std::vector<ProducerSpec>& list) {
  return list_slot(list);
}
inline Slot slot_to(std::vector<LoadStage>& list) {
  return list_slot(list);
}
inline Slot slot_to(std::vector<FaultSpec>& list) {
  return list_slot(list);
}

template <typename T>
Slot slot_to(T& value) {
  if constexpr (std::is_enum_v<T>) {
    static_assert(sizeof(T) == 1);
    return ByteSlot{reinterpret_cast<std::uint8_t*>(&value)};
  } else if constexpr (std::is_same_v<T, std::uint8_t>) {
    return ByteSlot{&value};
  } else if constexpr (std::is_constructible_v<Slot, T*>) {
    return Slot(&value);
  } else {
    return RecordSlot{&value};
  }
}

template <typename Record, typename T>
Record record_of(T Record::*);

template <typename T>
T& member_of(T& value) {
  return value;
}
template <typename Record, typename Member, typename... More>
auto& member_of(Record& record, Member member, More... more) {
  return member_of(record.*member, more...);
}

}  // namespace detail

/// `slot<&EngineSpec::job, &JobSpec::worker_count>`: the slot of that member in an EngineSpec.
template <auto First, auto... More>
Slot slot(void* record) {
  using Record = decltype(detail::record_of(First));
  return detail::slot_to(detail::member_of(*static_cast<Record*>(record), First, More...));
}

}  // namespace millrace
