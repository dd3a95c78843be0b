package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.calendar.google.SendUpdates;
import org.wardbell.activities.calendar.style.EventStyle;
import org.wardbell.activities.calendar.style.EventStyles;
import org.wardbell.activities.calendar.style.RestyleSweep;
import org.wardbell.activities.calendar.style.StyleRule;
import org.wardbell.workflows.appointment.AppointmentStatus;

/** The base of tests of both sides in which the clinic decides what events say. */
abstract class Styled extends TwoSides {
  static final EventStyle NAMING =
      new EventStyle(
          "{{patient_name}}: {{service_names}}",
          "<b>{{patient_name}}</b> {{appointment_desc}}",
          "at {{patient_name}}'s, see {{doctor_name}}",
          true,
          Map.of(),
          null,
          SendUpdates.NONE);

  static final EventStyle MAILING =
      new EventStyle(
          "Visit", null, null, false, Map.of(AppointmentStatus.ARRIVED, 10), null, SendUpdates.ALL);

  /** Decides for the one calendar. */
  void decide(EventStyle style) {
    assertThat(StyleRule.problems(style)).isEmpty();
    styles().put(clinic.id(), sync.calendar(), style, _ -> {}, Map.of(), AuditOrigin.SYSTEM);
  }

  EventStyles styles() {
    return new EventStyles(clinic.dsl(), new AuditStore(InstantSource.system()));
  }

  /** Lets the sweep and the calendar come to an end. */
  void restyle() {
    RestyleSweep sweep = new RestyleSweep(clinic.dsl(), _ -> {});
    for (int round = 0; round < 4; round++) {
      sweep.round();
      write();
    }
    settle();
  }

  void become(UUID id, AppointmentStatus status) {
    clinic.appointments().changeStatus(clinic.id(), id, status, _ -> {}, AuditOrigin.SYSTEM);
  }

  String text(UUID id, String field) {
    return event(id).path(field).asString("");
  }

  /** Returns what guests would have got by mail since the last call of {@code clearLogs}. */
  List<String> mails() {
    return google.mails().all().stream().map(mail -> mail.kind() + " " + mail.recipient()).toList();
  }
}
