// tests/ui/session_time_test.cpp — playing, stepping, going anywhere, loops, marks and conditions.
#include <cmath>

#include "tests/ui/played_session.hpp"
#include "ui/session/time_text.hpp"

namespace millrace::test {

TEST_CASE("playing moves on by elapsed time and speed, and a long gap is not made up for") {
  Session session = new_session();
  session.apply(PlayCommand{});
  session.advance(0.1, has_always_time);
  CHECK(session.view().now == ms(100));
  session.apply(SpeedCommand{0.1});
  session.advance(0.1, has_always_time);
  CHECK(session.view().now == ms(110));
  session.apply(SpeedCommand{1.0});
  session.advance(30.0, has_always_time);
  CHECK(session.view().now == ms(610));
}

TEST_CASE("as fast as possible goes to the end of all runs, and stops there") {
  Session session = new_session();
  session.apply(SpeedCommand{kAsFastAsPossible});
  CHECK(std::isinf(session.view().speed));
  play(session);
  CHECK(session.view().is_finished);
  CHECK_FALSE(session.view().is_playing);
  CHECK(session.view().now >= ms(2'000));
  CHECK(session.view().now < ms(10'000));
  settle(session);
  for (const RunView& run : session.view().runs) CHECK(run.verdict != nullptr);
}

TEST_CASE("a frame without time makes little progress and shows what was reached") {
  Session session = new_session();
  session.apply(SeekCommand{ms(1'500)});
  session.advance(0.0, [] { return false; });
  const WorkbenchView view = session.view();
  CHECK(view.is_catching_up);
  CHECK(view.wanted == ms(1'500));
  CHECK(view.now < ms(400));
  for (const RunView& run : view.runs) CHECK(run.now.now <= ms(400));
  settle(session);
  CHECK(session.view().now == ms(1'500));
  CHECK_FALSE(session.view().is_catching_up);
}

TEST_CASE("speeds go up and down in steps of one, two and five") {
  CHECK(faster(1.0) == doctest::Approx(2.0));
  CHECK(faster(2.0) == doctest::Approx(5.0));
  CHECK(slower(1.0) == doctest::Approx(0.5));
  CHECK(faster(0.3) == doctest::Approx(0.5));
  CHECK(std::isinf(faster(kSpeedMax)));
  CHECK(slower(kAsFastAsPossible) == doctest::Approx(kSpeedMax));
  CHECK(slower(kSpeedMin) == doctest::Approx(kSpeedMin));
  Session session = new_session();
  session.apply(SpeedCommand{-1.0});
  CHECK_FALSE(session.view().notice.empty());
  CHECK(session.view().speed == doctest::Approx(1.0));
}

TEST_CASE(
    "a step by an event is the next instant at which anything happens, and back the one before") {
  Session session = new_session();
  go_to(session, ms(300));
  session.apply(StepCommand{StepUnit::kEvent, 1});
  settle(session);
  const VirtualTime first = session.view().now;
  CHECK(first > ms(300));
  CHECK(first < ms(320));
  session.apply(StepCommand{StepUnit::kEvent, 1});
  settle(session);
  const VirtualTime second = session.view().now;
  CHECK(second >= first);
  session.apply(StepCommand{StepUnit::kEvent, 5});
  settle(session);
  CHECK(session.view().now > second);
  go_to(session, {first.ns + 1});
  session.apply(StepCommand{StepUnit::kEvent, -1});
  settle(session);
  CHECK(session.view().now == first);
}

TEST_CASE("a step by records takes the selected run's next batch, and back undoes it") {
  Session session = new_session();
  go_to(session, ms(500));
  const std::size_t selected = session.view().selected;
  const std::int64_t before = session.view().runs[selected].now.rows_read;
  session.apply(StepCommand{StepUnit::kRecord, 1});
  settle(session);
  const VirtualTime taken = session.view().now;
  const std::int64_t after = session.view().runs[selected].now.rows_read;
  CHECK(taken > ms(500));
  CHECK(after > before);
  session.apply(StepCommand{StepUnit::kRecord, 1});
  settle(session);
  CHECK(session.view().runs[selected].now.rows_read > after);
  session.apply(StepCommand{StepUnit::kRecord, -1});
  settle(session);
  CHECK(session.view().now == taken);
  CHECK(session.view().runs[selected].now.rows_read == after);
}

TEST_CASE(
    "a step by windows goes to the next results of the selected run, and back to those before") {
  Session session = new_session();
  go_to(session, ms(10));
  const std::size_t selected = session.view().selected;
  session.apply(StepCommand{StepUnit::kWindow, 1});
  settle(session);
  const VirtualTime first = session.view().now;
  CHECK(session.view().runs[selected].now.results > 0);
  CHECK(first >= ms(200));
  session.apply(StepCommand{StepUnit::kWindow, 12});
  settle(session);
  CHECK(session.view().now > first);
  session.apply(StepCommand{StepUnit::kWindow, -12});
  settle(session);
  CHECK(session.view().now == first);
  session.apply(StepCommand{StepUnit::kWindow, -1});
  settle(session);
  CHECK(session.view().now == VirtualTime{0});
}

TEST_CASE("a second is a tenth of a run that is shorter than ten") {
  Session session = new_session();
  go_to(session, ms(500));
  session.apply(StepCommand{StepUnit::kSecond, 1});
  settle(session);
  CHECK(session.view().now == ms(700));
  session.apply(StepCommand{StepUnit::kSecond, -2});
  settle(session);
  CHECK(session.view().now == ms(300));
}

TEST_CASE("a loop plays its stretch again and again") {
  Session session = new_session();
  session.apply(LoopCommand{TimeSpan{ms(400), ms(600)}});
  go_to(session, ms(500));
  session.apply(PlayCommand{});
  bool has_come_back = false;
  for (int i = 0; i < 60; ++i) {
    session.advance(1.0 / 60.0, has_always_time);
    CHECK(session.view().now >= ms(400));
    CHECK(session.view().now <= ms(600));
    has_come_back = has_come_back || session.view().now < ms(450);
  }
  CHECK(has_come_back);
  CHECK(session.view().is_playing);
  session.apply(LoopCommand{TimeSpan{ms(600), ms(600)}});
  CHECK_FALSE(session.view().notice.empty());
  CHECK_FALSE(session.view().loop.has_value());
}

TEST_CASE("playing stops at a mark, exactly; the same mark again goes away; restarting keeps it") {
  Session session = new_session();
  session.apply(MarkCommand{ms(700)});
  session.apply(MarkCommand{ms(350)});
  REQUIRE(session.view().marks.size() == 2);
  play(session);
  CHECK(session.view().now == ms(350));
  CHECK(session.view().stopped_because.find("00:00:00.350") != std::string_view::npos);
  play(session);
  CHECK(session.view().now == ms(700));
  session.apply(RestartCommand{});
  CHECK(session.view().marks.size() == 2);
  session.apply(PauseCommand{});
  session.apply(MarkCommand{ms(350)});
  CHECK(session.view().marks.size() == 1);
  session.apply(MarkCommand{ms(9'000)});
  CHECK_FALSE(session.view().notice.empty());
}

TEST_CASE("playing stops where the first group is split, at the very event, however fast") {
  VirtualTime at[2];
  const double speeds[2] = {1.0, 500.0};
  for (int i = 0; i < 2; ++i) {
    Session session = new_session();
    session.apply(SpeedCommand{speeds[i]});
    session.apply(BreakCommand{BreakKind::kFirstSplit, true, 0.0});
    play(session);
    const WorkbenchView view = session.view();
    at[i] = view.now;
    REQUIRE(view.breaks[0].hit_at.has_value());
    CHECK(*view.breaks[0].hit_at == view.now);
    CHECK(view.now > VirtualTime{0});
    CHECK(view.now < ms(100));
    CHECK_FALSE(view.stopped_because.empty());
    CHECK(view.runs[view.breaks[0].hit_run].first_split_at == view.now);
    for (const RunView& run : view.runs) CHECK(run.now.now <= view.now);
  }
  CHECK(at[0] == at[1]);
}

TEST_CASE("playing stops at the first wrong result, goes on, and stops at the next strategy's") {
  Session session = new_session();
  session.apply(BreakCommand{BreakKind::kFirstWrong, true, 0.0});
  play(session);
  const WorkbenchView view = session.view();
  REQUIRE(view.breaks[1].hit_at.has_value());
  const RunView& wrong = view.runs[view.breaks[1].hit_run];
  CHECK(wrong.first_wrong_at == view.now);
  CHECK(wrong.results_wrong > 0);
  CHECK(wrong.outcome == OutcomeKind::kInvalid);
  CHECK(view.now >= ms(200));
  CHECK(view.now < ms(400));
  const VirtualTime first = view.now;
  play(session);
  CHECK(session.view().now >= first);
}

TEST_CASE("a limit that makes no sense is said, and a queue that fills stops playing") {
  Session session = new_session();
  session.apply(BreakCommand{BreakKind::kQueueFull, true, 1.5});
  CHECK_FALSE(session.view().notice.empty());
  CHECK_FALSE(session.view().breaks[2].is_on);
  session.apply(BreakCommand{BreakKind::kLag, true, 30.0});
  play(session);
  const WorkbenchView view = session.view();
  REQUIRE(view.breaks[3].hit_at.has_value());
  CHECK(view.now == *view.breaks[3].hit_at);
  CHECK(view.now < ms(2'000));
}

TEST_CASE("times are read as people write them") {
  const VirtualTime now = ms(30'000);
  const VirtualTime whole = ms(100'000);
  const auto read = [&](const char* text) { return read_time(text, now, whole); };
  CHECK(read("1:23.4").value() == ms(83'400));
  CHECK(read("00:01:23.456").value() == ms(83'456));
  CHECK(read(" 12.5 ").value() == ms(12'500));
  CHECK(read("1500ms").value() == ms(1'500));
  CHECK(read("+10s").value() == ms(40'000));
  CHECK(read("-2s").value() == ms(28'000));
  CHECK(read("+ 0:05").value() == ms(35'000));
  CHECK(read("-1:00").value() == ms(0));
  CHECK(read("80 %").value() == ms(80'000));
  CHECK(read("80%").value() == ms(80'000));
  CHECK(read("start").value() == ms(0));
  CHECK(read("End").value() == kEndOfRuns);
  CHECK(read("1:40").value() == kEndOfRuns);
  for (const char* wrong :
       {"", "x", "1:2:3:4", "1:75", "-", "10 %%", "120 %", "12 parsecs", "1:-3"}) {
    CAPTURE(wrong);
    REQUIRE_FALSE(read(wrong).has_value());
    CHECK(read(wrong).error().message.find("1:23.4") != std::string::npos);
  }
}

}  // namespace millrace::test
