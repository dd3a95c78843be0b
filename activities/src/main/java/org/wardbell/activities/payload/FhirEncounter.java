package org.wardbell.activities.payload;

import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** {@code Encounter} (FHIR R4, section 8.11). */
final class FhirEncounter {
  private FhirEncounter() {}

  static ObjectNode of(FhirFacts facts) {
    ObjectNode resource = FhirNodes.resource("Encounter", facts);
    resource.put("status", status(facts));
    // KiviCare's encounters are visits to a practice.
    resource
        .putObject("class")
        .put("system", "http://terminology.hl7.org/CodeSystem/v3-ActCode")
        .put("code", "AMB")
        .put("display", "ambulatory");
    FhirNodes.set(resource, "subject", FhirNodes.patient(facts));
    ObjectNode doctor = FhirNodes.doctor(facts);
    if (doctor != null) {
      resource.putArray("participant").addObject().set("individual", doctor);
    }
    ObjectNode appointment =
        FhirNodes.reference(facts, "Appointment", facts.text("appointment_id"), null);
    if (appointment != null) {
      resource.putArray("appointment").add(appointment);
    }
    String start = facts.dateTime("encounter_date");
    String created = start == null ? facts.dateTime("encounter_created_at") : start;
    if (created != null) {
      resource.putObject("period").put("start", created);
    }
    ObjectNode reason = FhirNodes.concept(facts.text("encounter_description"));
    if (reason != null) {
      resource.putArray("reasonCode").add(reason);
    }
    resource.set("serviceProvider", FhirNodes.clinic(facts, "Organization"));
    return resource;
  }

  private static String status(FhirFacts facts) {
    switch (facts.event().type()) {
      case "encounter.deleted" -> {
        return "entered-in-error";
      }
      case "encounter.closed" -> {
        return "finished";
      }
      default -> {}
    }
    String given = facts.text("encounter_status");
    return switch (given == null ? "" : given.toLowerCase(Locale.ROOT)) {
      case "open", "1" -> "in-progress";
      case "closed", "0" -> "finished";
      default -> "unknown";
    };
  }
}
