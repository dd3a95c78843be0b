package org.wardbell.standalone.storm;

import tools.jackson.databind.JsonNode;

/**
 * The rule what the events of a doctor are to say, and to whom.
 *
 * @param invites whether patients are guests
 * @param names whether the title names the patient, and Google mails guests
 * @param meets whether each event has a video meeting
 */
record StormStyle(boolean invites, boolean names, boolean meets) {
  /** What the clinic writes as title by default; it names nobody. */
  private static final String STANDARD = "Appointment";

  private static final String NAMED = "Visit of ";

  /** The template of a title that names the patient. */
  static final String TEMPLATE = NAMED + "{{patient_name}}";

  /** Returns the style of a doctor: the first one's names, every other one invites, and so on. */
  static StormStyle of(int doctor) {
    return new StormStyle(doctor % 2 == 0, doctor == 0, doctor >= StormWorld.DOCTORS_OF_A_CLINIC);
  }

  /** Returns the title that the clinic writes for an appointment, as the api shows it. */
  String title(JsonNode appointment) {
    return names
        ? NAMED + appointment.path("data").path("patient").path("name").asString("")
        : STANDARD;
  }
}
