// ui/frame/status_line.hpp — what is happening, in one sentence; the run's identity; the offer of the tour.
#pragma once

#include <string>

#include "ui/frame/actions.hpp"

namespace millrace {

/// What the line says: why the last command was not done, why the time stopped, what is being worked out, else the
/// sentence.
enum class StatusKind : std::uint8_t { kSentence, kBusy, kStopped, kNotice };
struct StatusLine {
  StatusKind kind = StatusKind::kSentence;
  std::string text;
};
StatusLine status_of(const WorkbenchView& view);

/// "seed 42 · run hash 7f3a… · runs on this machine alone"; the hash once it is known.
std::string identity_of(const WorkbenchView& view);

enum class StatusPlace : std::uint8_t {
  kBottom,  // one line above the time bar, with the identity
  kTop,     // large, of the layouts for learning and presenting
  kNarrow,  // broken into lines, the offer below it
};
void draw_status(ActionContext& context, StatusPlace place);
/// What draw_status() takes, with the spacing below it. `width` of what there is.
float status_height(const ActionContext& context, StatusPlace place, float width);

}  // namespace millrace
