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

  /** Returns the beginning of today. */
  Instant today(UUID clinic) {
    ZoneId zone = zone(clinic);
    return LocalDate.now(zone).atStartOfDay(zone).toInstant();
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
