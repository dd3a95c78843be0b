package org.wardbell.activities.webhook.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.webhook.rules.Drafts.draft;
import static org.wardbell.activities.webhook.rules.Drafts.rejected;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.workflows.webhook.Problem;

/** Tests which patterns of events a webhook may ask for. */
class EventsRuleTest {
  @ParameterizedTest
  @CsvSource({
    "appointment.book,appointment.booked",
    "appointment_booked,appointment.booked",
    "kc_apointment_book,appointment.booked",
    "patient.register,patient.registered",
    "bill.payd,bill.paid"
  })
  void events_typingError_isAnsweredWithTheNearName(String wrong, String meant) {
    assertThat(rejected(draft().events("patient.updated", wrong).build()))
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.field()).isEqualTo("events[1]");
              assertThat(problem.problem()).contains(wrong);
              assertThat(problem.fix()).contains(meant);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "*.*", "appointments.*", ".*", "appointment.", "**", "nothing"})
  void events_thatNothingMatches_areRefused(String pattern) {
    assertThat(rejected(draft().events(pattern).build()))
        .extracting(Problem::field)
        .containsExactly("events[0]");
  }

  @Test
  void events_noneNullOrTooMany_areRefused() {
    assertThat(rejected(draft().events().build())).extracting(Problem::field).contains("events");
    assertThat(rejected(draft().events((String) null).build()))
        .extracting(Problem::field)
        .containsExactly("events[0]");
    assertThat(
            rejected(draft().events(Collections.nCopies(101, "*").toArray(String[]::new)).build()))
        .extracting(Problem::field)
        .containsExactly("events");
  }
}
