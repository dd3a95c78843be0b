package org.wardbell.activities.payload;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.template.UnrenderableException;
import org.wardbell.workflows.appointment.AppointmentStatus;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code Appointment} (FHIR R4, section 12.3). */
final class FhirAppointment {
  private FhirAppointment() {}

  static ObjectNode of(FhirFacts facts) {
    ObjectNode resource = FhirNodes.resource("Appointment", facts);
    AppointmentStatus status = status(facts);
    resource.put("status", code(facts, status));
    if (status == AppointmentStatus.INCOMPLETE) {
      resource.putObject("cancelationReason").put("text", "incomplete");
    }
    ObjectNode service = FhirNodes.concept(facts.text("service_names"));
    if (service != null) {
      resource.putArray("serviceType").add(service);
    }
    FhirNodes.put(resource, "description", facts.text("appointment_desc"));
    FhirNodes.require(resource, "start", moment(facts, "start"));
    FhirNodes.require(resource, "end", moment(facts, "end"));
    FhirNodes.put(resource, "created", facts.dateTime("appointment_created_at"));
    // FHIR R4 has no place of its own for the link of a remote appointment.
    FhirNodes.put(resource, "comment", facts.text("meeting_link"));
    ArrayNode participants = resource.putArray("participant");
    String part = status == AppointmentStatus.PENDING ? "needs-action" : "accepted";
    addParticipant(participants, FhirNodes.patient(facts), part);
    addParticipant(participants, FhirNodes.doctor(facts), part);
    addParticipant(participants, FhirNodes.clinic(facts, "Location"), "accepted");
    return resource;
  }

  private static void addParticipant(ArrayNode into, @Nullable ObjectNode actor, String status) {
    if (actor != null) {
      ObjectNode participant = FhirNodes.object();
      participant.set("actor", actor);
      into.add(participant.put("status", status));
    }
  }

  private static @Nullable String moment(FhirFacts facts, String edge) {
    String instant = facts.instant("appointment_" + edge + "s_at", "appointment_timezone");
    return instant == null
        ? facts.instant("appointment_date", "appointment_" + edge + "_time", "appointment_timezone")
        : instant;
  }

  private static String code(FhirFacts facts, AppointmentStatus status) {
    if (facts.event().type().equals("appointment.deleted")) {
      return "entered-in-error";
    }
    return switch (status) {
      case PENDING -> "pending";
      case BOOKED -> "booked";
      case ARRIVED -> "arrived";
      case CHECKED_IN -> "checked-in";
      case CHECKED_OUT -> "fulfilled";
      case CANCELLED, INCOMPLETE -> "cancelled";
      case NO_SHOW -> "noshow";
    };
  }

  /**
   * Returns the status by our name or KiviCare's number. FHIR has no word for an appointment of
   * unknown status, and what is guessed would be acted on, so another one cannot be sent.
   */
  private static AppointmentStatus status(FhirFacts facts) {
    String given = facts.text("appointment_status");
    if (given == null) {
      return facts.event().type().equals("appointment.cancelled")
          ? AppointmentStatus.CANCELLED
          : AppointmentStatus.BOOKED;
    }
    return switch (given.toUpperCase(Locale.ROOT).replace('-', '_')) {
      case "0", "CANCELLED", "CANCELED" -> AppointmentStatus.CANCELLED;
      case "1", "BOOKED" -> AppointmentStatus.BOOKED;
      case "2", "PENDING" -> AppointmentStatus.PENDING;
      case "3", "CHECKED_OUT", "CHECK_OUT" -> AppointmentStatus.CHECKED_OUT;
      case "4", "CHECKED_IN", "CHECK_IN" -> AppointmentStatus.CHECKED_IN;
      case "ARRIVED" -> AppointmentStatus.ARRIVED;
      case "INCOMPLETE" -> AppointmentStatus.INCOMPLETE;
      case "NO_SHOW" -> AppointmentStatus.NO_SHOW;
      default -> {
        if (facts.event().type().equals("appointment.deleted")) {
          yield AppointmentStatus.CANCELLED; // Not shown: the whole record is said to be wrong.
        }
        throw new UnrenderableException("FHIR has no code for this appointment's status");
      }
    };
  }
}
