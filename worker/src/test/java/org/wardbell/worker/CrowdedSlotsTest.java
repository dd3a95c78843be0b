package org.wardbell.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.CLINIC;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.WEBHOOK_STATE;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.appointment.DoctorMention;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.CalendarConnection;
import org.wardbell.activities.calendar.CalendarStore;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.temporal.WorkflowStarter;
import org.wardbell.simulator.google.GoogleCalendarSimulator;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.workflows.webhook.RetryPolicy;

/**
 * One clinic's receivers all hang for as long as they may, and there are more of them than the
 * process has slots for later attempts and for drains.
 */
final class CrowdedSlotsTest extends WalkTest {
  private static final String DOCTOR = "ada@clinic.example";
  private static final int SLOTS = 6;
  private static final int HANGING = 2 * SLOTS;

  private GoogleCalendarSimulator google;

  @Override
  String[] settings() throws IOException {
    google = GoogleCalendarSimulator.start(0);
    google.addAccount(DOCTOR);
    return new String[] {
      "--wardbell.slots.deliveries=" + SLOTS,
      "--wardbell.slots.drains=" + SLOTS,
      "--wardbell.slots.calendars=2",
      "--wardbell.google.client-id=client",
      "--wardbell.google.client-secret=secret",
      "--wardbell.google.root-url=" + google.rootUrl(),
      "--wardbell.google.token-url=" + google.tokenUrl()
    };
  }

  @AfterEach
  void closeGoogle() {
    google.close();
  }

  @Test
  void hangingReceiversOfOneClinic_inEverySlotTheyGet_keepNoRetryOfAnotherAndNoCalendarWaiting() {
    hangInAllSlots();
    UUID other = clinic();
    harness.receiver.behave("/shaky", Behaviour.statuses(503, 200));
    harness.webhook(other, "/shaky", RetryPolicy.ofSchedule(List.of(0, 1)), 5);

    harness.accept(other, 1);
    await(() -> delivered(other) == 1);

    UUID calendar = connect(other, google.grant(DOCTOR));
    await(() -> isPulled(calendar));
    assertThat(delivered(harness.clinic)).isZero();
  }

  private void hangInAllSlots() {
    for (int i = 0; i < HANGING; i++) {
      String path = "/hangs/" + i;
      harness.receiver.behave(path, Step.answer(200).after(Duration.ofSeconds(200)));
      cautious(harness.webhook(harness.clinic, path, RetryPolicy.STANDARD, 300));
    }
    harness.accept(4);
    await(() -> harness.receiver.requests().size() >= SLOTS / 2);
  }

  private UUID connect(UUID clinic, String refreshToken) {
    UUID calendar =
        harness
            .worker
            .getBean(CalendarStore.class)
            .connect(
                new CalendarConnection(
                    clinic, DoctorMention.of("17"), DOCTOR, refreshToken, CalendarPolicy.STANDARD),
                AuditOrigin.SYSTEM);
    harness.worker.getBean(WorkflowStarter.class).wakeCalendar(calendar);
    return calendar;
  }

  private boolean isPulled(UUID calendar) {
    return harness
        .dsl()
        .fetchExists(CALENDAR, CALENDAR.ID.eq(calendar).and(CALENDAR.PULLED_AT.isNotNull()));
  }

  /** Its first attempts are made by activities, as after a failure. */
  private void cautious(UUID webhook) {
    harness
        .dsl()
        .update(WEBHOOK_STATE)
        .set(WEBHOOK_STATE.CAUTION, 20)
        .where(WEBHOOK_STATE.WEBHOOK_ID.eq(webhook))
        .execute();
  }

  private UUID clinic() {
    UUID id = Ids.next();
    harness
        .dsl()
        .insertInto(CLINIC)
        .set(CLINIC.ID, id)
        .set(CLINIC.NAME, "Hillside " + id)
        .set(CLINIC.TIME_ZONE, "Europe/Berlin")
        .set(CLINIC.CREATED_AT, Instant.now())
        .execute();
    return id;
  }

  private int delivered(UUID clinic) {
    return harness
        .dsl()
        .fetchCount(DELIVERY, DELIVERY.CLINIC_ID.eq(clinic).and(DELIVERY.STATUS.eq("DELIVERED")));
  }
}
