package org.wardbell.api.dashboard.appointment;

import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.AppointmentList;
import org.wardbell.api.dashboard.frame.Addresses;
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
    return new AppointmentsFilter(
        Addresses.typed(doctorId),
        Addresses.typed(status),
        Addresses.typed(from),
        Addresses.typed(to));
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
    Addresses.put(parameters, "doctor_id", doctorId);
    Addresses.put(parameters, "status", status);
    Addresses.put(parameters, "from", from);
    Addresses.put(parameters, "to", to);
    Addresses.put(parameters, "cursor", cursor);
    return Addresses.of(PATH, parameters);
  }

  /** Returns the address of a week with the same doctor. */
  String week(LocalDate day) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("view", "week");
    parameters.put("week", day.toString());
    Addresses.put(parameters, "doctor_id", doctorId);
    return Addresses.of(PATH, parameters);
  }
}
