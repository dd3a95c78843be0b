package org.wardbell.api.kivicare;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.clinic.ClinicFacts;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.api.problem.ProblemException;

/** The dates of KiviCare's filters: days of the clinic's calendar, both included. */
@Component
final class LogDates {
  private final ClinicStore clinics;

  LogDates(ClinicStore clinics) {
    this.clinics = clinics;
  }

  /** Returns the beginning of a day; null for null. */
  @Nullable Instant start(UUID clinic, String field, @Nullable String date) {
    return date == null ? null : day(field, date).atStartOfDay(zone(clinic)).toInstant();
  }

  /** Returns the end of a day; null for null. */
  @Nullable Instant end(UUID clinic, String field, @Nullable String date) {
    return date == null
        ? null
        : day(field, date).plusDays(1).atStartOfDay(zone(clinic)).toInstant();
  }

  /**
   * Ends the request if a period ends before it begins; either end may be missing.
   *
   * @param field of the first day
   * @param last the field of the last day
   */
  static void requirePeriod(
      String field, @Nullable Instant start, String last, @Nullable Instant end) {
    if (start != null && end != null && !start.isBefore(end)) {
      throw ProblemException.invalid(
          field, "is after " + last, "Give " + last + " or an earlier day.");
    }
  }

  /** Returns the beginning of today. */
  Instant today(UUID clinic) {
    return day(clinic, 0);
  }

  /** Returns the end of today, which has 23 or 25 hours where the clock changes. */
  Instant tomorrow(UUID clinic) {
    return day(clinic, 1);
  }

  private Instant day(UUID clinic, int later) {
    ZoneId zone = zone(clinic);
    return LocalDate.now(zone).plusDays(later).atStartOfDay(zone).toInstant();
  }

  private ZoneId zone(UUID clinic) {
    return clinics.find(clinic).map(ClinicFacts::timeZone).orElse(ZoneId.of("UTC"));
  }

  private static LocalDate day(String field, String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() >= 1970 && day.getYear() <= 2200) {
        return day;
      }
    } catch (DateTimeException noDay) {
      // Said below.
    }
    throw ProblemException.invalid(field, "is not a day", "Write it like 2026-03-05.");
  }
}
