// core/exec/catalog.hpp — the aggregates, windows and OVER functions that exec can run, for the binder.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/sql/catalog.hpp"

namespace millrace {

/// A catalog of exec's functions with the topics given. FROM may name any of them; with `any_topic_name` every
/// name means
/// the only topic (a file has no name of its own).
class ExecCatalog final : public Catalog {
 public:
  explicit ExecCatalog(std::vector<TopicDescription> topics, bool any_topic_name = false);
  ExecCatalog(const ExecCatalog&) = delete;  // names_ points into topics_
  ExecCatalog& operator=(const ExecCatalog&) = delete;

  const TopicDescription* topic(std::string_view name) const override;
  std::span<const std::string_view> topic_names() const override { return names_; }
  std::span<const AggregateSignature* const> aggregates() const override;
  std::span<const WindowSignature* const> windows() const override;
  std::span<const OverSignature* const> over_functions() const override;

 private:
  std::vector<TopicDescription> topics_;
  std::vector<std::string_view> names_;
  bool any_topic_name_ = false;
};

}  // namespace millrace
