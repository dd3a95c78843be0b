package org.wardbell.activities.erasure;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A subject as a running erasure knows it. Its text form hides it.
 *
 * @param name {@code patient/4711}
 */
record ErasedSubject(String name) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PATIENT = "patient/";
  private static final String APPOINTMENT = "appointment/";

  /** Returns the patient's id, or null if the subject is something else. */
  @Nullable String patient() {
    // Without an id it would be everybody whose id is missing.
    return name.length() > PATIENT.length() && name.startsWith(PATIENT)
        ? name.substring(PATIENT.length())
        : null;
  }

  /** Returns whether an appointment is the subject, or the subject's. */
  boolean has(UUID appointment, @Nullable String externalId, String patientId) {
    if (name.startsWith(APPOINTMENT)) {
      String id = name.substring(APPOINTMENT.length());
      return id.equalsIgnoreCase(appointment.toString()) || id.equals(externalId);
    }
    return patientId.equals(patient());
  }

  /**
   * Returns whether an event's data name the patient, whatever the event's own subject: {@code
   * patient_id}, as the catalogue has it, or {@code patient.id}.
   */
  boolean isNamedIn(byte[] data) {
    String patient = patient();
    if (patient == null) {
      return false;
    }
    try {
      JsonNode root = JSON.readTree(data);
      return patient.equals(root.path("patient_id").asString(""))
          || patient.equals(root.path("patient").path("id").asString(""));
    } catch (JacksonException notJson) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "ErasedSubject[hidden]";
  }
}
