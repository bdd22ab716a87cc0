// ui/frame/query_strip.hpp — the query with the token that decided its plan, why, and what is wrong with the scenario.
#pragma once

#include <string>
#include <string_view>

#include "core/base/source_span.hpp"
#include "ui/frame/actions.hpp"

namespace millrace {

/// A query on one line; `span` is where the token now stands.
struct QueryLine {
  std::string text;
  SourceSpan span;
};

/// White space becomes single spaces, comments go. Of a line longer than `columns_max` code points the part around the
/// span is kept, with "…" where something was left out.
QueryLine query_line(std::string_view query, SourceSpan span, std::size_t columns_max);

/// "K {symbol} ⊄ G {trader_id}" and whether K ⊆ G holds.
struct KeyRelation {
  std::string text;
  std::string help;
  bool is_aligned = false;
  bool is_known = false;  // false: the query groups by nothing, or the topic has no key
};
KeyRelation key_relation(const JobPlan& plan);

/// `is_short`: the query's line alone.
void draw_query_strip(ActionContext& context, bool is_short);
float query_strip_height(const ActionContext& context, bool is_short);

}  // namespace millrace
