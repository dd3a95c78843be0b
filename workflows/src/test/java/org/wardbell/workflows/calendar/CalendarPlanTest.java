package org.wardbell.workflows.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CalendarPlanTest {
  private static CalendarFacts facts(
      CalendarState state, long pushes, long poll, Long watch, Long write) {
    return new CalendarFacts(state, 1, pushes, poll, watch, write, null);
  }

  @Test
  void of_nothingDue_waitsForTheNearest() {
    CalendarPlan plan =
        CalendarPlan.of(facts(CalendarState.CONNECTED, 0, 90_000, 80_000L, 70_000L));
    assertThat(plan.isBusy()).isFalse();
    assertThat(plan.idle()).isEqualTo(Duration.ofSeconds(70));
  }

  @Test
  void of_neverMoreThanAnHour() {
    assertThat(CalendarPlan.of(facts(CalendarState.CONNECTED, 0, 90_000_000, null, null)).idle())
        .isEqualTo(Duration.ofHours(1));
  }

  @Test
  void of_push_pulls() {
    CalendarPlan plan = CalendarPlan.of(facts(CalendarState.CONNECTED, 1, 90_000, null, null));
    assertThat(plan.pull()).isTrue();
    assertThat(plan.watch() || plan.write() || plan.over()).isFalse();
  }

  @Test
  void of_everythingOverdue_doesItAll() {
    CalendarPlan plan = CalendarPlan.of(facts(CalendarState.CONNECTING, 0, -1, -5L, 0L));
    assertThat(plan.watch() && plan.pull() && plan.write()).isTrue();
  }

  @Test
  void of_reconnectNeeded_isOver() {
    CalendarPlan plan = CalendarPlan.of(facts(CalendarState.RECONNECT_NEEDED, 9, -1, -1L, -1L));
    assertThat(plan.over()).isTrue();
    assertThat(plan.isBusy()).isFalse();
  }

  @Test
  void of_calendarThatWasTakenAway_asksOnceAnHour_andIsOverBetween() {
    CalendarPlan due =
        CalendarPlan.of(new CalendarFacts(CalendarState.RECONNECT_NEEDED, 1, 9, -1, -1L, -1L, 0L));
    assertThat(due.probe()).isTrue();
    assertThat(due.over() || due.pull() || due.watch() || due.write()).isFalse();
    assertThat(
            CalendarPlan.of(
                    new CalendarFacts(CalendarState.RECONNECT_NEEDED, 1, 0, 0, null, null, 5L))
                .over())
        .isTrue();
  }

  @Test
  void of_disconnected_stopsOpenChannels_thenIsOver() {
    assertThat(CalendarPlan.of(facts(CalendarState.DISCONNECTED, 0, 0, null, null)).stop())
        .isTrue();
    assertThat(CalendarPlan.of(CalendarFacts.gone()).over()).isTrue();
  }
}
