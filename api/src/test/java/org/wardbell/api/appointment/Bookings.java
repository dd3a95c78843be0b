package org.wardbell.api.appointment;

import org.wardbell.api.Call;

/** Appointments of one doctor, booked through the API. */
record Bookings(String key, String doctor) {
  static final String APPOINTMENTS = "/api/v1/appointments";

  static String one(String id) {
    return APPOINTMENTS + "/" + id;
  }

  /**
   * Returns a booking's body.
   *
   * @param start a time of a day in May 2030, such as {@code 06T09:00}
   */
  String body(String start, String end, String further) {
    return """
        {"doctor_id": "%s", "patient": {"id": "p-1", "name": "Rosa Silbermann"}, %s
         "start": "2030-05-%s:00+02:00", "end": "2030-05-%s:00+02:00", "time_zone": "Europe/Berlin"}
        """
        .formatted(doctor, further, start, end);
  }

  Call.Answer book(String start, String end) {
    return Call.to(APPOINTMENTS, key).post(body(start, end, ""));
  }

  String booked(String start, String end) {
    return book(start, end).json().path("id").asString();
  }

  Call.Answer status(String id, String body) {
    return Call.to(one(id) + "/status", key).post(body);
  }
}
