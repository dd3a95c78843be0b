package org.wardbell.activities.calendar.style;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.AppointmentEvents;
import org.wardbell.activities.appointment.Doctor;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.template.TelephoneNumber;
import org.wardbell.activities.template.Template;
import org.wardbell.activities.template.Values;
import org.wardbell.activities.template.Variables;
import org.wardbell.workflows.appointment.Appointment;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * The variables of an appointment that its calendar event may say. Those that tell of the moment of
 * an event or a delivery are none of them: an event in a calendar has no such moment.
 */
final class StyleVariables implements Variables {
  /** Reaches into the data explicitly, as in templates of webhooks: {@code data.doctor_name}. */
  private static final String DATA = "data";

  /** What tells who comes, or what for. The time does not: the event shows it anyway. */
  private static final Set<String> OF_PATIENT =
      Set.of(
          "patient_id",
          "patient_name",
          "patient_email",
          "patient_contact_number",
          "service_names",
          "appointment_desc",
          "appointment_external_id");

  private static final Set<String> NEUTRAL =
      Set.of(
          "appointment_id",
          "appointment_date",
          "appointment_start_time",
          "appointment_end_time",
          "appointment_timezone",
          "appointment_starts_at",
          "appointment_ends_at",
          "appointment_status",
          "appointment_created_at",
          "doctor_id",
          "doctor_name",
          "doctor_email",
          "doctor_contact_number",
          "clinic_id",
          "clinic_name",
          "clinic_email",
          "clinic_contact_number",
          "clinic_address");

  /** All names, for hints. */
  static final Set<String> NAMES =
      Stream.concat(OF_PATIENT.stream(), NEUTRAL.stream()).collect(Collectors.toUnmodifiableSet());

  private final Appointment appointment;
  private final ClinicFacts clinic;
  private final JsonNode data;

  StyleVariables(Appointment appointment, Doctor doctor, ClinicFacts clinic) {
    this.appointment = appointment;
    this.clinic = clinic;
    this.data = Values.of(AppointmentEvents.variables(appointment, doctor));
  }

  /** Returns whether there is what a template names; the element of a loop is there. */
  static boolean isKnown(Template.Use use) {
    String name = name(use.path());
    return NAMES.contains(name)
        || (!use.lists().isEmpty() && (name.equals(Template.ELEMENT) || name.startsWith("@")));
  }

  /** Returns whether a template names the patient, or what the visit is for. */
  static boolean isOfPatient(Template.Use use) {
    return OF_PATIENT.contains(name(use.path()));
  }

  private static String name(List<String> path) {
    return path.getFirst().equals(DATA) && path.size() > 1 ? path.get(1) : path.getFirst();
  }

  @Override
  public @Nullable JsonNode find(List<String> path) {
    List<String> inside =
        path.getFirst().equals(DATA) && path.size() > 1 ? path.subList(1, path.size()) : path;
    JsonNode given = Values.walk(data, inside);
    return given != null || inside.size() > 1 ? given : ofClinic(inside.getFirst());
  }

  private @Nullable JsonNode ofClinic(String name) {
    return switch (name) {
      case "clinic_id" -> text(clinic.id().toString());
      case "clinic_name" -> text(clinic.name());
      case "clinic_email" -> text(clinic.email());
      case "clinic_contact_number" -> text(clinic.contactNumber());
      case "clinic_address" -> text(clinic.address());
      default -> null;
    };
  }

  private static @Nullable JsonNode text(@Nullable String value) {
    return value == null ? null : StringNode.valueOf(value);
  }

  @Override
  public ZoneId zone() {
    return appointment.zone();
  }

  @Override
  public @Nullable String country() {
    return TelephoneNumber.country(clinic.contactNumber());
  }
}
