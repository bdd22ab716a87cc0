// ui/session/session.hpp — one scenario under several strategies on the same records, played in slices, so that no
// frame is ever late. Knows nothing of windows and drawing.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/base/result.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/scenario/scenario_reading.hpp"
#include "sim/scenario/share_link.hpp"
#include "sim/workload/topic_log.hpp"
#include "ui/session/command.hpp"
#include "ui/session/measured_run.hpp"
#include "ui/session/view.hpp"

namespace millrace {

/// Text of a bundled scenario or of a file that a scenario names.
struct SessionFiles {
  std::map<std::string, std::string> bundled;  // name -> YAML
  WorkloadFiles workload;                      // recordings
  ScenarioSurroundings surroundings;           // vocabulary, query files
  MeasuredRunMaker make_measured;              // null where there are no threads
};

/// Used by one thread.
class Session {
 public:
  explicit Session(SessionFiles files);
  ~Session();
  Session(Session&&) noexcept;

  /// Replaces what is running if the text can be run; otherwise what is running goes on, and the view says what is
  /// wrong.
  void load(std::string text, std::string name);
  /// Loads what a link holds, at its instant and with what it selects. Where its text cannot be run: as load().
  void open(SharedScenario shared);
  /// What a link to the present state holds: all but forks, and the version. Of `view().scenario_text`, right or wrong.
  SharedScenario shared() const;
  void apply(const Command& command);
  /// Moves virtual time on by `elapsed_s` real seconds × speed while playing, and works off what is behind, asking
  /// `has_time` between slices. Call once a frame.
  void advance(double elapsed_s, const std::function<bool()>& has_time);
  /// Whether the next advance() will change anything.
  bool is_active() const;

  WorkbenchView view() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace millrace
