package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT_CHANGE;
import static org.wardbell.activities.database.generated.Tables.LINK;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.calendar.style.EventStyle;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.simulator.google.api.CallFault;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.Patient;
import org.wardbell.workflows.appointment.TimeSlot;

/** What Google still says of a patient whom templates named: nothing. */
@Tag("servers")
class StyledPatientsTest extends Styled {
  private static final TimeSlot SLOT = Clinic.slot(3, 9);

  /** Texts of ours that the doctor took over and changed: they name the patient still. */
  private static final String TAKEN_OVER =
      "{\"summary\":\"Rosa Silbermann!\",\"description\":\"Rosa: x-ray\",\"location\":\"Rosa's, left door\"}";

  private static Patient cara() {
    return new Patient("p-9", "Cara Lund", "cara@patients.example", null);
  }

  private void assertNothingOfRosa(UUID id) {
    assertThat(event(id).toString()).doesNotContain("Rosa").doesNotContain("rosa@");
  }

  @Test
  void otherPatient_replacesAllTexts_alsoThoseThatTheDoctorTookOver() {
    decide(NAMING);
    UUID id = shown(SLOT);
    doctor().edit(eventId(id), TAKEN_OVER);
    change(id, withPatient(SLOT, ben()));
    settle();
    assertNothingOfRosa(id);
    assertThat(text(id, "location")).isEqualTo("at Ben Adler's, see Dr. Ada Quint");
  }

  @Test
  void otherPatient_afterTheTemplateWasGivenUp_isNotToldOfTheFormer() {
    decide(NAMING);
    UUID id = shown(SLOT);
    doctor().edit(eventId(id), TAKEN_OVER);
    decide(EventStyle.STANDARD);
    restyle();
    assertThat(text(id, "location")).isEqualTo("Rosa's, left door");
    change(id, withPatient(SLOT, ben()));
    settle();
    assertNothingOfRosa(id);
    assertThat(text(id, "summary")).isEqualTo("Appointment");
  }

  @Test
  void templatesGivenUp_takeTheNameOutOfGoogle() {
    decide(NAMING);
    UUID id = shown(SLOT);
    decide(EventStyle.STANDARD);
    restyle();
    assertThat(event(id).toString()).doesNotContain("Rosa");
  }

  /** The first write's answer is lost, so that the event may say what nobody knows of. */
  @Test
  void twoPatientsOneAfterTheOther_withLostReplies_leaveTheLastOnly() {
    decide(NAMING);
    UUID id = shown(SLOT);
    google.fault(CallFault.next(1, ApiMethod.EVENTS_PATCH, new CallFault.Kind.LoseReply()));
    change(id, withPatient(SLOT, ben()));
    try {
      writeOnce();
    } catch (AssertionError lost) {
      // The answer.
    }
    change(id, withPatient(SLOT, cara()));
    settle();
    assertNothingOfRosa(id);
    assertThat(event(id).toString()).doesNotContain("Ben").doesNotContain("ben@");
    assertThat(text(id, "summary")).isEqualTo("Cara Lund: Check-up");
    assertThat(event(id).path("attendees").size()).isEqualTo(1);
  }

  @Test
  void cancellation_leavesNothingInTheBin() {
    decide(NAMING);
    UUID id = shown(SLOT);
    doctor().edit(eventId(id), TAKEN_OVER);
    cancel(id);
    settle();
    assertThat(event(id).path("status").asString()).isEqualTo("cancelled");
    assertNothingOfRosa(id);
  }

  @Test
  void eventThatComesBack_forAnotherPatient_saysNothingOfTheFormer() {
    decide(NAMING);
    UUID id = shown(SLOT);
    doctor().delete(eventId(id));
    pull();
    become(id, AppointmentStatus.BOOKED);
    change(id, withPatient(SLOT, ben()));
    settle();
    assertNothingOfRosa(id);
    assertThat(text(id, "summary")).isEqualTo("Ben Adler: Check-up");
  }

  @Test
  void erasure_leavesNothing_inGoogleOrHere() {
    decide(NAMING);
    UUID id = shown(SLOT);
    doctor().edit(eventId(id), TAKEN_OVER);
    pull();
    erase(id);
    settle();
    assertNothingOfRosa(id);
    assertThat(sync.content(id)).doesNotContain("osa").contains("erased");
  }

  @Test
  void c50_renderedTexts_areInNoLogHistoryOrError() {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    root.addAppender(log);
    try {
      decide(NAMING);
      UUID id = shown(SLOT);
      google.fault(
          CallFault.next(
              1, ApiMethod.EVENTS_PATCH, new CallFault.Kind.Failure(400, "invalid", null)));
      change(id, withPatient(SLOT, ben()));
      write();
      assertThat(clinic.dsl().select(LINK.LAST_ERROR).from(LINK).fetchSingle(LINK.LAST_ERROR))
          .startsWith("google_400");
    } finally {
      root.detachAppender(log);
    }
    assertThat(log.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .noneMatch(line -> line.contains("Silbermann") || line.contains("Check-up"));
    assertThat(clinic.dsl().selectFrom(APPOINTMENT_CHANGE).fetch().formatJSON())
        .doesNotContain("Silbermann")
        .doesNotContain("Check-up");
    assertThat(clinic.eventData("calendar.write_refused")).doesNotContain("see Dr.");
  }
}
