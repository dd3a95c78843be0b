package org.wardbell.api.appointment;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.workflows.appointment.AfterEnd;
import org.wardbell.workflows.appointment.AppointmentPolicy;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.RsvpRule;

/** A clinic's wanted decisions about its appointments. What is left out gets its default. */
record AppointmentPolicyRequest(
    @Schema(
            description =
                "How long before the start reminders are due, in minutes: at most 10, each 1 to 43200 (30 days); [] for none.",
            defaultValue = "[1440]")
        @Nullable List<@Nullable Integer> reminderMinutes,
    @Schema(
            description =
                "The status of an appointment that is over. NO_SHOW is for those who did not arrive; who did is CHECKED_OUT.",
            defaultValue = "LEAVE")
        @Nullable AfterEnd afterEnd,
    @Schema(description = "How long after the end, in minutes: 0 to 1440.", defaultValue = "60")
        @Nullable Integer afterEndMinutes,
    @Schema(
            description =
                "What a guest's yes in the calendar means: nothing, their arrival within the arrival window, or at any time.",
            defaultValue = "WINDOW")
        @Nullable RsvpRule rsvp,
    @Schema(
            description = "The status of a patient whose yes is their arrival.",
            allowableValues = {"ARRIVED", "CHECKED_IN"},
            defaultValue = "ARRIVED")
        @Nullable String arrivalStatus,
    @Schema(
            description =
                "How long before the start the arrival window opens, in minutes: 0 to 1440. It closes at the end.",
            defaultValue = "30")
        @Nullable Integer arrivalMinutes) {

  /** Returns the policy, or ends the request with 422. */
  AppointmentPolicy checked() {
    AppointmentPolicy standard = AppointmentPolicy.STANDARD;
    FieldChecks checks = new FieldChecks();
    AppointmentPolicy policy =
        new AppointmentPolicy(
            reminderMinutes == null ? standard.reminderMinutes() : reminders(checks),
            Objects.requireNonNullElse(afterEnd, standard.afterEnd()),
            minutes("after_end_minutes", afterEndMinutes, standard.afterEndMinutes(), checks),
            Objects.requireNonNullElse(rsvp, standard.rsvp()),
            arrival(checks),
            minutes("arrival_minutes", arrivalMinutes, standard.arrivalMinutes(), checks));
    checks.orThrow();
    return policy;
  }

  private List<Integer> reminders(FieldChecks checks) {
    List<@Nullable Integer> given = Objects.requireNonNull(reminderMinutes);
    if (given.size() > AppointmentPolicy.MOST_REMINDERS) {
      checks.add("reminder_minutes", "has more than 10 entries", "Give at most 10 different ones.");
    }
    for (int i = 0; i < given.size(); i++) {
      String field = "reminder_minutes[" + i + "]";
      String fix = "Write whole minutes, at most 43200 (30 days).";
      if (given.get(i) == null) {
        checks.add(field, "is missing", fix);
      }
      checks.between(field, given.get(i), 1, AppointmentPolicy.MOST_REMINDER_MINUTES, fix);
    }
    return given.stream().filter(Objects::nonNull).map(Objects::requireNonNull).toList();
  }

  private AppointmentStatus arrival(FieldChecks checks) {
    if (arrivalStatus == null) {
      return AppointmentPolicy.STANDARD.arrivalStatus();
    }
    if (arrivalStatus.equals(AppointmentStatus.CHECKED_IN.name())) {
      return AppointmentStatus.CHECKED_IN;
    }
    if (!arrivalStatus.equals(AppointmentStatus.ARRIVED.name())) {
      checks.add("arrival_status", "is not an arrival", "Choose ARRIVED or CHECKED_IN.");
    }
    return AppointmentStatus.ARRIVED;
  }

  private static int minutes(
      String field, @Nullable Integer value, int otherwise, FieldChecks checks) {
    String fix = "Write whole minutes, at most " + AppointmentPolicy.MOST_MINUTES + " (a day).";
    checks.between(field, value, 0, AppointmentPolicy.MOST_MINUTES, fix);
    return value == null ? otherwise : value;
  }
}
