package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoIT {
  /** Several of these tests run side by side; alone it takes two minutes. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  @Test
  void demo_once_tellsEveryStepAndExitsWith0() {
    try (ServerProcess demo = ServerProcess.wardbell(Map.of(), "demo", "--once")) {
      int exit = demo.awaitEnd(LIMIT);
      assertThat(demo.output())
          .contains("event accepted", "workflow started", "Patient CRM: delivered")
          .containsPattern("tried again +attempt 1, answered 503")
          .containsPattern("tried again +attempt 2, answered 503")
          .containsPattern("Billing: delivered +attempt 3, answered 200")
          .contains("the receiver verified the signature")
          .containsPattern(
              "posted to Slack +New appointment: Grace O'Neill with Dr Amelia Okafor, Tue 1 Dec, 14:00")
          .containsPattern("success rate +100 %: \\d+ deliveries arrived")
          .containsPattern("Billing +█+░░ ")
          .containsPattern("consent given +she goes on to Google.*“Connected”")
          .containsPattern(
              "appeared in Google +as “.+”, after .* s: no patient in the title, but grace@example.com is invited")
          .containsPattern(
              "its Meet link +https?://\\S+, made by Google .* the appointment's meeting_link")
          .containsPattern("moved in Google +the doctor drags it to ")
          .containsPattern("appointment moved +here too, after ")
          .containsPattern("Patient CRM was told +calendar.event_rescheduled")
          .containsPattern("put back in Google +to .*: nobody is booked twice")
          .containsPattern("Patient CRM was told +calendar.conflict_reverted")
          .containsPattern("appointment cancelled +here too, after ")
          .containsPattern("patient has arrived +.* says ARRIVED")
          .containsPattern("Patient CRM was told +appointment.rsvp_changed")
          .containsPattern("Patient CRM was told +appointment.status_changed")
          .containsPattern("appointment has begun +")
          .containsPattern("Patient CRM was told +appointment.started")
          .contains("everything happened")
          .doesNotContain("✗");
      assertThat(exit).isZero();
    }
  }
}
