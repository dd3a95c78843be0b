package org.wardbell.standalone.bench.load;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The bytes of one POST of an event, shaped like KiviCare's {@code appointment.booked}. Only the
 * appointment's number differs between events, so that making a request costs the generator
 * nothing.
 */
final class EventRequest {
  /** The body's length, in bytes: that of a clinic system's post for a booked appointment. */
  static final int BODY_BYTES = 1_024;

  private static final int DIGITS = 10;
  private static final String NUMBER = "#".repeat(DIGITS);
  private static final String FILLER = "~";

  /** The names are those of the event catalogue, the values its samples. */
  private static final String BODY =
      """
      {"type":"appointment.booked","occurred_at":"2026-03-02T09:29:58Z","data":{\
      "appointment_id":##########,"appointment_date":"2026-03-05","appointment_status":"BOOKED",\
      "appointment_start_time":"14:00:00","appointment_end_time":"14:30:00",\
      "appointment_created_at":"2026-03-02T09:29:58Z","patient_id":23,"patient_first_name":"Grace",\
      "patient_last_name":"O'Neill","patient_full_name":"Grace O'Neill",\
      "patient_email":"grace@example.com","patient_contact_number":"+44 7700 900123",\
      "patient_dob":"1985-12-09","patient_gender":"female","patient_address":"12 Queen Square",\
      "patient_city":"Bristol","patient_country":"United Kingdom","patient_postal_code":"BS1 4NT",\
      "doctor_id":12,"doctor_first_name":"Amelia","doctor_last_name":"Lindqvist",\
      "custom_fields_data":{"note":"~"}}}""";

  private final byte[] bytes;
  private final int numberAt;

  private EventRequest(byte[] bytes, int numberAt) {
    this.bytes = bytes;
    this.numberAt = numberAt;
  }

  /** Returns a request to {@code POST /api/v1/events} of that host and port, with that key. */
  static EventRequest to(String authority, String apiKey) {
    String body = BODY.replace(FILLER, "x".repeat(BODY_BYTES - BODY.length() + FILLER.length()));
    String head =
        """
        POST /api/v1/events HTTP/1.1\r
        Host: %s\r
        Authorization: Bearer %s\r
        Content-Type: application/json\r
        Content-Length: %d\r
        \r
        """
            .formatted(authority, apiKey, BODY_BYTES);
    String request = head + body;
    return new EventRequest(request.getBytes(StandardCharsets.US_ASCII), request.indexOf(NUMBER));
  }

  /** Returns a request of its own for another thread. */
  EventRequest copy() {
    return new EventRequest(Arrays.copyOf(bytes, bytes.length), numberAt);
  }

  /** Returns the bytes of the event with this number; the same array at every call. */
  byte[] numbered(long number) {
    long rest = 1_000_000_000L + number;
    for (int i = numberAt + DIGITS - 1; i >= numberAt; i--) {
      bytes[i] = (byte) ('0' + rest % DIGITS);
      rest /= DIGITS;
    }
    return bytes;
  }
}
