package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardbell.activities.database.generated.Tables.BUSY_TIME;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.simulator.google.api.ApiCall;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.simulator.google.api.CallFault;
import org.wardbell.workflows.appointment.TimeSlot;

/** Pulls of many pages: read to their end, or ended in the middle. */
@Tag("servers")
class PagedPullsTest extends TwoSides {
  private static final int PAGE = 250;

  private void doctorWrites(int events) {
    Instant first = Clinic.slot(5, 0).start();
    for (int i = 0; i < events; i++) {
      Instant start = first.plus(Duration.ofMinutes(30).multipliedBy(i));
      doctor().create("private", start, start.plus(Duration.ofMinutes(20)));
    }
  }

  private int busy() {
    return clinic.dsl().fetchCount(BUSY_TIME, BUSY_TIME.CALENDAR_ID.eq(sync.calendar()));
  }

  private List<ApiCall> lists() {
    return google.calls().stream().filter(call -> call.method() == ApiMethod.EVENTS_LIST).toList();
  }

  private static String withoutPage(String query) {
    return query.replaceAll("&?pageToken=[^&]*", "").replaceAll("^&", "");
  }

  @Test
  void c19_fiveThousandEvents_overManyPages_areAllThere_andOnlyTheLastTokenIsKept() {
    String before = sync.syncToken();
    google.emptyFirstPages(true);
    doctorWrites(5_000);
    google.clearLogs();
    List<String> tokens = new ArrayList<>();
    pullWatching(() -> tokens.add(String.valueOf(sync.syncToken())));

    assertThat(busy()).isEqualTo(5_000);
    assertThat(lists()).hasSize(5_000 / PAGE + 1);
    assertThat(lists().stream().map(call -> withoutPage(call.query())).distinct()).hasSize(1);
    assertThat(lists().stream().map(ApiCall::query).distinct()).hasSameSizeAs(lists());
    assertThat(tokens).as("before each page").hasSizeGreaterThan(20).containsOnly(before);
    assertThat(sync.syncToken()).isNotEqualTo(before);
  }

  /** What a killed worker leaves is what this leaves: the pages that were committed. */
  @Test
  void c20_pullThatEndsAfterPage2Of4_isBegunAgain_andNothingIsLostOrDoneTwice() {
    TimeSlot later = Clinic.slot(3, 14);
    UUID moved = shown(Clinic.slot(3, 9));
    String before = sync.syncToken();
    move(moved, later);
    doctorWrites(4 * PAGE - 1);
    google.clearLogs();
    google.fault(
        new CallFault(
            1, ApiMethod.EVENTS_LIST, 3, new CallFault.Kind.Failure(503, "backendError", null)));
    List<String> told =
        toldBy(
            () -> {
              assertThatThrownBy(() -> pull()).hasMessageContaining("google_503");
              assertThat(busy()).isEqualTo(2 * PAGE - 1);
              assertThat(sync.syncToken()).as("not advanced early").isEqualTo(before);
              pull();
            });

    assertThat(told).containsOnlyOnce("calendar.event_rescheduled", "appointment.updated");
    assertThat(clinic.appointment(moved).slot()).isEqualTo(later);
    assertThat(busy()).isEqualTo(4 * PAGE - 1);
    assertThat(sync.syncToken()).isNotEqualTo(before);
    assertThat(lists()).hasSize(3 + 4);
    assertThat(lists().stream().map(call -> withoutPage(call.query())).distinct()).hasSize(1);
    assertAgreed(moved);
  }
}
