package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_RESTYLE;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.calendar.google.SendUpdates;
import org.wardbell.activities.calendar.google.event.Reminder;
import org.wardbell.activities.calendar.style.EventStyle;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.Patient;
import org.wardbell.workflows.appointment.TimeSlot;

/** What events say: templates, colours and reminders, beside what the doctor makes of them. */
@Tag("servers")
class EventStyleTest extends Styled {
  private static final TimeSlot SLOT = Clinic.slot(3, 9);

  private static final EventStyle COLOURED =
      new EventStyle(
          null,
          null,
          null,
          false,
          Map.of(AppointmentStatus.BOOKED, 9, AppointmentStatus.ARRIVED, 10),
          List.of(new Reminder(Reminder.Method.POPUP, 10), new Reminder(Reminder.Method.EMAIL, 60)),
          SendUpdates.NONE);

  @Test
  void c37_event_byDefault_saysNothingButItsTime() {
    UUID id = shown(SLOT);
    assertThat(text(id, "summary")).isEqualTo("Appointment");
    assertThat(event(id).has("description")).isFalse();
    assertThat(event(id).has("location")).isFalse();
    assertThat(event(id).has("colorId")).isFalse();
    assertThat(event(id).path("reminders").toString()).isEqualTo("{\"useDefault\":true}");
    assertThat(event(id).toString()).doesNotContain("Silbermann").doesNotContain("Check-up");
  }

  @Test
  void c37_templateThatNamesThePatient_withoutLeave_isNotUsed() {
    // Only an older version, or somebody at the database, could have kept such a style.
    styles()
        .put(
            clinic.id(),
            sync.calendar(),
            new EventStyle("{{patient_name}}", null, null, false, Map.of(), null, SendUpdates.NONE),
            _ -> {},
            Map.of(),
            AuditOrigin.SYSTEM);
    assertThat(text(shown(SLOT), "summary")).isEqualTo("Appointment");
  }

  @Test
  void c44_templates_sayWhatTheClinicWants_andValuesAreNoHtml() {
    decide(NAMING);
    UUID id =
        clinic
            .appointments()
            .book(
                withPatient(SLOT, new Patient("p-3", "Eve <i>Stone</i> & Co", null, null)),
                AuditOrigin.SYSTEM)
            .appointment()
            .id();
    write();
    assertThat(text(id, "summary")).isEqualTo("Eve <i>Stone</i> & Co: Check-up");
    assertThat(text(id, "description"))
        .startsWith("<b>Eve &lt;i&gt;Stone&lt;/i&gt; &amp; Co</b>")
        .endsWith("first visit");
    assertThat(text(id, "location")).endsWith("see Dr. Ada Quint");
  }

  @Test
  void c44_longValues_areCutWhereGoogleKeepsThem() {
    decide(NAMING);
    UUID id =
        clinic
            .appointments()
            .book(
                withPatient(SLOT, new Patient("p-3", "<".repeat(5_000), null, null)),
                AuditOrigin.SYSTEM)
            .appointment()
            .id();
    write();
    assertThat(text(id, "summary")).hasSize(250).endsWith("…");
    assertThat(text(id, "description").length()).isLessThanOrEqualTo(8_192);
    assertThat(text(id, "description")).endsWith("&lt;…");
  }

  @Test
  void c44_colourAndReminders_areSet_andFollowTheStatus() {
    decide(COLOURED);
    UUID id = shown(SLOT);
    assertThat(text(id, "colorId")).isEqualTo("9");
    assertThat(event(id).path("reminders").path("useDefault").asBoolean()).isFalse();
    assertThat(event(id).path("reminders").path("overrides").toString())
        .contains("{\"method\":\"email\",\"minutes\":60}")
        .contains("{\"method\":\"popup\",\"minutes\":10}");
    become(id, AppointmentStatus.ARRIVED);
    settle();
    assertThat(text(id, "colorId")).isEqualTo("10");
  }

  @Test
  void c44_doctorsColourRemindersAndWords_survive_whereWeChangeOthers() {
    decide(COLOURED);
    UUID id = shown(SLOT);
    doctor()
        .edit(
            eventId(id),
            "{\"colorId\":\"3\",\"description\":\"bring tea\",\"reminders\":{\"useDefault\":false,"
                + "\"overrides\":[{\"method\":\"popup\",\"minutes\":5}]}}");
    become(id, AppointmentStatus.ARRIVED);
    settle();
    decide(
        new EventStyle(
            "Visit",
            "of the clinic",
            null,
            false,
            Map.of(AppointmentStatus.ARRIVED, 2),
            null,
            SendUpdates.NONE));
    restyle();
    assertThat(text(id, "summary")).isEqualTo("Visit");
    assertThat(text(id, "colorId")).isEqualTo("3");
    assertThat(text(id, "description")).isEqualTo("bring tea");
    assertThat(event(id).path("reminders").path("overrides").toString())
        .isEqualTo("[{\"method\":\"popup\",\"minutes\":5}]");
  }

  @Test
  void c44_remindersOfTheStyle_givenUp_areTheCalendarsAgain() {
    decide(COLOURED);
    UUID id = shown(SLOT);
    decide(EventStyle.STANDARD);
    restyle();
    assertThat(event(id).path("reminders").path("useDefault").asBoolean()).isTrue();
    assertThat(event(id).path("reminders").path("overrides").isEmpty()).isTrue();
    assertThat(event(id).path("colorId").asString("")).isEmpty();
  }

  @Test
  void c44_newStyle_reachesComingEvents_andLeavesPastOnes() {
    UUID coming = shown(SLOT);
    UUID past = shown(Clinic.slot(3, 12));
    Instant yesterday = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(1, ChronoUnit.DAYS);
    clinic
        .dsl()
        .update(APPOINTMENT)
        .set(APPOINTMENT.STARTS_AT, yesterday.minusSeconds(3_600))
        .set(APPOINTMENT.ENDS_AT, yesterday)
        .where(APPOINTMENT.ID.eq(past))
        .execute();
    decide(MAILING);
    assertThat(clinic.calendars().find(sync.calendar()).orElseThrow().restyle()).isNotNull();
    google.clearLogs();
    restyle();
    assertThat(text(coming, "summary")).isEqualTo("Visit");
    assertThat(text(past, "summary")).isEqualTo("Appointment");
    assertThat(mails()).isEmpty();
    assertThat(clinic.calendars().find(sync.calendar()).orElseThrow().restyle()).isNull();
    assertThat(clinic.dsl().fetchCount(CALENDAR_RESTYLE)).isZero();
  }

  @Test
  void c27_session_thatKnowsTheFormerStyle_writesNothingMore() {
    UUID id = clinic.book(SLOT).appointment().id();
    proxy.before(1, () -> decide(MAILING));
    try {
      write();
    } catch (StaleSessionException ended) {
      // As a worker that is fenced out.
    }
    settle();
    restyle();
    assertThat(text(id, "summary")).isEqualTo("Visit");
    assertThat(doctor().events()).hasSize(1);
  }
}
