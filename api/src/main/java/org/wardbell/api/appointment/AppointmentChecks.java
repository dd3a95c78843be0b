package org.wardbell.api.appointment;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.DoctorMention;
import org.wardbell.activities.appointment.NewAppointment;
import org.wardbell.api.appointment.AppointmentRequest.DoctorRequest;
import org.wardbell.api.appointment.AppointmentRequest.PatientRequest;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.Patient;
import org.wardbell.workflows.appointment.SlotRule;
import org.wardbell.workflows.appointment.StatusRule;
import org.wardbell.workflows.appointment.TimeSlot;

/** Says what is wrong with a requested appointment, all of it at once. */
final class AppointmentChecks {
  private static final int MAXIMUM_ID = 120;
  private static final int MAXIMUM_NAME = 200;
  private static final int MAXIMUM_EMAIL = 254;
  private static final int MAXIMUM_CONTACT_NUMBER = 40;
  private static final int MAXIMUM_DESCRIPTION = 4_000;
  private static final int MAXIMUM_SERVICES = 50;

  private AppointmentChecks() {}

  /** The appointment that is asked for, or 422 with everything that is wrong. */
  static NewAppointment checked(AppointmentRequest request, UUID clinicId) {
    FieldChecks checks = new FieldChecks();
    NewAppointment appointment =
        new NewAppointment(
            clinicId,
            doctor(request, checks),
            checks.optionalText("external_id", request.externalId(), MAXIMUM_ID),
            slot(request, checks),
            zone(request, checks),
            patient(request.patient(), checks),
            services(request.services(), checks),
            description(request.description(), checks));
    checks.orThrow();
    return appointment;
  }

  /** Returns the status that a word means, or null for none. */
  static @Nullable AppointmentStatus status(
      String field, @Nullable String word, FieldChecks checks) {
    if (word == null) {
      return null;
    }
    Optional<AppointmentStatus> named = StatusRule.named(word);
    if (named.isEmpty()) {
      checks.add(
          field,
          "is not a status",
          "Write one of "
              + Arrays.toString(AppointmentStatus.values())
              + ", or KiviCare's 0 (cancelled), 1 (booked), 2 (pending), 3 (check-out), 4 (check-in).");
    }
    return named.orElse(null);
  }

  private static DoctorMention doctor(AppointmentRequest request, FieldChecks checks) {
    String id = checks.text("doctor_id", request.doctorId(), MAXIMUM_ID);
    DoctorRequest doctor = request.doctor();
    return doctor == null
        ? DoctorMention.of(id)
        : new DoctorMention(
            id,
            checks.optionalText("doctor.name", doctor.name(), MAXIMUM_NAME),
            checks.optionalText("doctor.email", doctor.email(), MAXIMUM_EMAIL),
            checks.optionalText(
                "doctor.contact_number", doctor.contactNumber(), MAXIMUM_CONTACT_NUMBER));
  }

  private static Patient patient(@Nullable PatientRequest patient, FieldChecks checks) {
    PatientRequest given = patient == null ? new PatientRequest(null, null, null, null) : patient;
    return new Patient(
        checks.text("patient.id", given.id(), MAXIMUM_ID),
        checks.optionalText("patient.name", given.name(), MAXIMUM_NAME),
        checks.optionalText("patient.email", given.email(), MAXIMUM_EMAIL),
        checks.optionalText(
            "patient.contact_number", given.contactNumber(), MAXIMUM_CONTACT_NUMBER));
  }

  private static TimeSlot slot(AppointmentRequest request, FieldChecks checks) {
    Instant start = time("start", request.start(), checks);
    Instant end = time("end", request.end(), checks);
    TimeSlot slot = new TimeSlot(start, end);
    if (checks.isClean()) {
      SlotRule.problem(slot)
          .ifPresent(problem -> checks.add("end", problem, "Check start and end."));
    }
    return slot;
  }

  private static Instant time(String field, @Nullable String value, FieldChecks checks) {
    if (value == null) {
      checks.add(field, "is missing", "Write it like 2026-11-22T09:30:00+01:00.");
    }
    Instant time = checks.optionalTime(field, value);
    return time == null ? Instant.EPOCH : time;
  }

  private static ZoneId zone(AppointmentRequest request, FieldChecks checks) {
    if (request.timeZone() == null) {
      checks.add("time_zone", "is missing", "Write it like Europe/Berlin.");
    }
    return checks.zone("time_zone", request.timeZone(), ZoneOffset.UTC);
  }

  private static List<String> services(
      @Nullable List<@Nullable String> services, FieldChecks checks) {
    if (services == null) {
      return List.of();
    }
    if (services.size() > MAXIMUM_SERVICES) {
      checks.add("services", "has more than 50 entries", "Name at most 50 services.");
      return List.of();
    }
    List<String> checked = new ArrayList<>(services.size());
    for (int i = 0; i < services.size(); i++) {
      checked.add(checks.text("services[" + i + "]", services.get(i), MAXIMUM_NAME));
    }
    return checked;
  }

  /** Unlike a name it may have lines. */
  private static @Nullable String description(@Nullable String text, FieldChecks checks) {
    if (text != null && text.codePointCount(0, text.length()) > MAXIMUM_DESCRIPTION) {
      checks.add("description", "is longer than 4000 characters", "Shorten it to at most 4000.");
    }
    return text;
  }
}
