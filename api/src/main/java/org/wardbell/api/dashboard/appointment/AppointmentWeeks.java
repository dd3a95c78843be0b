package org.wardbell.api.dashboard.appointment;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.appointment.AppointmentList;
import org.wardbell.activities.appointment.AppointmentList.Listed;
import org.wardbell.activities.appointment.FreeTimes;
import org.wardbell.api.access.Caller;
import org.wardbell.api.appointment.AppointmentCommands;
import org.wardbell.api.dashboard.calendar.CalendarWords;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.SlotRule;
import org.wardbell.workflows.appointment.TimeSlot;

/** The making of a week of appointments, drawn to scale. */
@Component
final class AppointmentWeeks {
  /** More than a week of a clinic's can be drawn so that somebody sees anything. */
  private static final int DRAWN = 300;

  private final AppointmentCommands commands;
  private final FreeTimes freeTimes;

  AppointmentWeeks(AppointmentCommands commands, FreeTimes freeTimes) {
    this.commands = commands;
    this.freeTimes = freeTimes;
  }

  /**
   * Returns the week of a day.
   *
   * @param asked the day as somebody typed it, or null for today
   */
  AppointmentsPage.Week of(
      AppointmentsFilter filter,
      @Nullable String asked,
      UUID clinic,
      ClinicTimes times,
      Caller caller) {
    Instant now = Instant.now();
    LocalDate monday =
        day(asked, times.day(now)).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    TimeSlot whole =
        new TimeSlot(
            monday.atStartOfDay(times.zone()).toInstant(),
            monday.plusWeeks(1).atStartOfDay(times.zone()).toInstant());
    List<Listed> found =
        commands.list(
            new AppointmentList.Filter(
                clinic,
                filter.doctorId(),
                null,
                null,
                whole.start().minus(SlotRule.MAXIMUM_LENGTH),
                whole.end(),
                null),
            DRAWN + 1,
            caller);
    List<WeekGrid.Item> items = new ArrayList<>();
    found.stream()
        .limit(DRAWN)
        .filter(listed -> listed.appointment().slot().overlaps(whole))
        .filter(listed -> listed.appointment().status().isOpen() || isOver(listed))
        .forEach(listed -> items.add(item(listed, filter.doctorId() == null)));
    if (filter.doctorId() != null) {
      busy(clinic, filter.doctorId(), whole)
          .forEach(slot -> items.add(new WeekGrid.Item(slot, null, "busy", "Busy", "")));
    }
    return new AppointmentsPage.Week(
        ClinicTimes.date(monday) + " – " + ClinicTimes.date(monday.plusDays(6)),
        filter.week(monday.minusWeeks(1)),
        filter.week(times.day(now)),
        filter.week(monday.plusWeeks(1)),
        WeekGrid.of(monday, times.zone(), now, items),
        found.size() > DRAWN);
  }

  /** What took place is drawn, what was called off is not. */
  private static boolean isOver(Listed listed) {
    return switch (listed.appointment().status()) {
      case CHECKED_OUT, NO_SHOW -> true;
      case CANCELLED, INCOMPLETE, PENDING, BOOKED, ARRIVED, CHECKED_IN -> false;
    };
  }

  private static WeekGrid.Item item(Listed listed, boolean withDoctor) {
    Appointment appointment = listed.appointment();
    StatusWords words = StatusWords.of(appointment.status());
    return new WeekGrid.Item(
        appointment.slot(),
        appointment.id(),
        words.style(),
        withDoctor ? CalendarWords.name(listed.doctor()) : words.word(),
        words.word());
  }

  private List<TimeSlot> busy(UUID clinic, String doctor, TimeSlot whole) {
    return freeTimes
        .doctor(clinic, doctor)
        .map(found -> freeTimes.ofCalendars(found.id(), whole, DRAWN))
        .orElse(List.of());
  }

  private static LocalDate day(@Nullable String asked, LocalDate today) {
    if (asked == null || asked.isBlank()) {
      return today;
    }
    try {
      LocalDate day = LocalDate.parse(asked.strip());
      if (day.getYear() >= 1900 && day.getYear() <= 2200) {
        return day;
      }
    } catch (DateTimeParseException notADay) {
      // Said below.
    }
    throw ProblemException.invalid("week", "is no day", "Write one like 2026-11-30.");
  }
}
