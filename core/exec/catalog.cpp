// core/exec/catalog.cpp — the lists of this room as the binder wants to see them.
#include "core/exec/catalog.hpp"

#include <utility>

#include "core/base/text.hpp"
#include "core/exec/aggregate.hpp"
#include "core/exec/over/over_functions.hpp"
#include "core/exec/window.hpp"

namespace millrace {
namespace {

template <typename Signature, typename Info>
std::vector<const Signature*> signatures_of(std::span<const Info* const> infos) {
  std::vector<const Signature*> signatures;
  signatures.reserve(infos.size());
  for (const Info* info : infos) signatures.push_back(&info->signature);
  return signatures;
}

}  // namespace

ExecCatalog::ExecCatalog(std::vector<TopicDescription> topics, bool any_topic_name)
    : topics_(std::move(topics)), any_topic_name_(any_topic_name) {
  for (const TopicDescription& topic : topics_) names_.push_back(topic.name);
}

const TopicDescription* ExecCatalog::topic(std::string_view name) const {
  if (any_topic_name_ && topics_.size() == 1) return &topics_[0];
  const TopicDescription* other_case = nullptr;
  for (const TopicDescription& topic : topics_) {
    if (topic.name == name) return &topic;
    if (other_case == nullptr && equals_ignoring_case(topic.name, name)) other_case = &topic;
  }
  return other_case;
}

std::span<const AggregateSignature* const> ExecCatalog::aggregates() const {
  static const std::vector<const AggregateSignature*> kSignatures =
      signatures_of<AggregateSignature>(all_aggregates());
  return kSignatures;
}

std::span<const WindowSignature* const> ExecCatalog::windows() const {
  static const std::vector<const WindowSignature*> kSignatures =
      signatures_of<WindowSignature>(all_windows());
  return kSignatures;
}

std::span<const OverSignature* const> ExecCatalog::over_functions() const {
  return all_over_functions();
}

}  // namespace millrace
