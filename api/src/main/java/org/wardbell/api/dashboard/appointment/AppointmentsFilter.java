package org.wardbell.api.dashboard.appointment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import org.wardbell.activities.appointment.AppointmentList;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.StatusRule;

/**
 * The filter of the list as it stands in the address. Patients are no part of it: an address is
 * kept by browsers and proxies.
 */
public record AppointmentsFilter(
    @Nullable String doctorId,
    @Nullable String status,
    @Nullable String from,
    @Nullable String to) {
  static final String PATH = "/appointments";

  /** Returns the filter with empty texts taken for nothing, as a form sends them. */
  static AppointmentsFilter of(
      @Nullable String doctorId,
      @Nullable String status,
      @Nullable String from,
      @Nullable String to) {
    return new AppointmentsFilter(clean(doctorId), clean(status), clean(from), clean(to));
  }

  static @Nullable String clean(@Nullable String text) {
    return text == null || text.isBlank() ? null : text.strip();
  }

  /** Returns a field's value for its input. */
  public static String shown(@Nullable String value) {
    return value == null ? "" : value;
  }

  /** Returns whether anything is filtered. */
  public boolean isAny() {
    return doctorId != null || status != null || from != null || to != null;
  }

  /** Returns the question that it asks of a clinic's appointments. */
  AppointmentList.Filter question(
      UUID clinic, ClinicTimes times, AppointmentList.@Nullable Position after) {
    FieldChecks checks = new FieldChecks();
    Instant earliest = times.moment("from", from, checks);
    Instant end = times.moment("to", to, checks);
    checks.period(earliest, end);
    AppointmentStatus wanted = status == null ? null : StatusRule.named(status).orElse(null);
    if (status != null && wanted == null) {
      checks.add("status", "is none that there is", "Choose one of the list.");
    }
    checks.orThrow();
    return new AppointmentList.Filter(clinic, doctorId, null, wanted, earliest, end, after);
  }

  /** Returns the address of a page of the list with this filter. */
  String address(@Nullable String cursor) {
    Map<String, String> parameters = new LinkedHashMap<>();
    put(parameters, "doctor_id", doctorId);
    put(parameters, "status", status);
    put(parameters, "from", from);
    put(parameters, "to", to);
    put(parameters, "cursor", cursor);
    return address(parameters);
  }

  /** Returns the address of a week with the same doctor. */
  String week(LocalDate day) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("view", "week");
    parameters.put("week", day.toString());
    put(parameters, "doctor_id", doctorId);
    return address(parameters);
  }

  private static void put(Map<String, String> parameters, String name, @Nullable String value) {
    if (value != null) {
      parameters.put(name, value);
    }
  }

  private static String address(Map<String, String> parameters) {
    UriComponentsBuilder address = UriComponentsBuilder.fromPath(PATH);
    parameters.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
    return address.encode().buildAndExpand(parameters).toUriString();
  }
}
