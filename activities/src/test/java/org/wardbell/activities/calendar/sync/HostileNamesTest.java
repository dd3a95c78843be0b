package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.calendar.google.SendUpdates;
import org.wardbell.activities.calendar.style.EventStyle;
import org.wardbell.workflows.appointment.Patient;
import org.wardbell.workflows.appointment.TimeSlot;

/** Names and titles that no form was made for: both sides agree on them all the same. */
@Tag("servers")
class HostileNamesTest extends Styled {
  private static final List<String> NAMES =
      List.of(
          "x".repeat(10_000),
          "\uD83D\uDE00".repeat(10_000),
          "\u05D0\u05D1\u05E8\u05D4\u05DD \u05DC\u05D5\u05D9",
          "\u0645\u062D\u0645\u062F \u200F(2)",
          "Rosa \u202Egnp.exe",
          "Rosa \u2067open",
          "half \uD83D a character",
          "a\u0000b\u0007\nc\u2028d\te\r\n\u0085f",
          "e\u0301 and \u00E9",
          "{{patient_email}} {{#if x}} }} {{{",
          "<script>alert(1)</script>&amp;&#0;]]>",
          "\u00A0 \u3000",
          "'; drop table link; --");

  private static TimeSlot slot(int number) {
    return Clinic.slot(3 + number / 8, 8 + number % 8);
  }

  private static Patient called(String name) {
    return new Patient("p-3", name, "p3@patients.example", null);
  }

  @Test
  void c44_namesOfEveryKind_areWrittenOnce_andGoWithTheStyleOrThePatient() {
    decide(NAMING);
    List<UUID> ids = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      ids.add(
          clinic
              .appointments()
              .book(withPatient(slot(i), called(NAMES.get(i))), AuditOrigin.SYSTEM)
              .appointment()
              .id());
    }
    countRequestsAnew();
    write();
    pull();
    google.clearLogs();
    settle();
    assertThat(google.writes()).as("writes for what is right").isZero();
    each(
        ids,
        (i, id) -> {
          assertThat(text(id, "summary").length()).as("name " + i).isBetween(1, 500);
          assertThat(text(id, "summary"))
              .as("name " + i)
              .doesNotContainPattern("[\\p{Cntrl}\u202A-\u202E\u2066-\u2069]");
        });

    each(ids, (i, id) -> change(id, withPatient(slot(i), ben())));
    countRequestsAnew();
    settle();
    each(
        ids,
        (i, id) -> {
          assertThat(text(id, "summary"))
              .as("the title after name " + i)
              .isEqualTo("Ben Adler: Check-up");
          assertThat(text(id, "description")).startsWith("<b>Ben Adler</b>");
        });

    each(ids, (i, id) -> change(id, withPatient(slot(i), called(NAMES.get(i)))));
    countRequestsAnew();
    settle();
    decide(MAILING);
    countRequestsAnew();
    restyle();
    each(
        ids,
        (i, id) -> {
          assertThat(text(id, "summary"))
              .as("the style's title after name " + i)
              .isEqualTo("Visit");
          assertThat(text(id, "description")).isEmpty();
        });

    decide(NAMING);
    countRequestsAnew();
    restyle();
    each(ids, (_, id) -> clinic.appointments().cancel(clinic.id(), id, AuditOrigin.SYSTEM));
    countRequestsAnew();
    settle();
    each(ids, (_, id) -> assertThat(event(id).path("status").asString()).isEqualTo("cancelled"));
  }

  /** Each step writes all events once, and no step may ask without end. */
  private void countRequestsAnew() {
    proxy.before(-1, () -> {});
  }

  private static void each(List<UUID> ids, BiConsumer<Integer, UUID> step) {
    for (int i = 0; i < ids.size(); i++) {
      step.accept(i, ids.get(i));
    }
  }

  /** The doctor's title of 10,000 characters is the doctor's, and costs no other event anything. */
  @Test
  void c44_doctorsEndlessTitle_stays_untilTheEventIsForAnotherPatient() {
    decide(NAMING);
    UUID id = shown(slot(0));
    UUID other = shown(slot(1));
    doctor().edit(eventId(id), "{\"summary\":\"" + "\u05D0".repeat(10_000) + "\"}");
    settle();
    change(id, clinic.wanted(slot(2)));
    settle();
    assertThat(text(id, "summary")).hasSize(10_000);
    change(id, withPatient(slot(2), ben()));
    settle();
    assertThat(text(id, "summary")).isEqualTo("Ben Adler: Check-up");
    assertAgreed(other);
  }

  /** Each new style ends what runs; the last one is what all events say. */
  @Test
  void c44_stylesThatChangeWhileOthersAreWritten_endWithTheLast() {
    for (int i = 0; i < 4; i++) {
      shown(slot(i));
    }
    for (int i = 0; i < 5; i++) {
      EventStyle next =
          new EventStyle("Style " + i, null, null, false, Map.of(), null, SendUpdates.NONE);
      proxy.before(2 + i, () -> decide(next));
      decide(i % 2 == 0 ? NAMING : MAILING);
      try {
        restyle();
      } catch (StaleSessionException ended) {
        // As a worker that is fenced out.
      }
    }
    proxy.before(-1, () -> {});
    decide(new EventStyle("The last", null, null, false, Map.of(), null, SendUpdates.NONE));
    restyle();
    assertThat(doctor().events())
        .hasSize(4)
        .allSatisfy(
            event -> {
              assertThat(event.path("summary").asString()).isEqualTo("The last");
              assertThat(event.has("description")).isFalse();
              assertThat(event.has("location")).isFalse();
            });
  }
}
