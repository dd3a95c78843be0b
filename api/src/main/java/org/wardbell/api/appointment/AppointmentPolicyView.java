package org.wardbell.api.appointment;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wardbell.api.change.Revised;
import org.wardbell.api.change.Revisions;
import org.wardbell.workflows.appointment.AfterEnd;
import org.wardbell.workflows.appointment.AppointmentPolicy;
import org.wardbell.workflows.appointment.RsvpRule;

/** A clinic's decisions about its appointments. */
@Schema(name = "AppointmentPolicy")
record AppointmentPolicyView(
    @Schema(description = "How long before the start reminders are due, the longest first.")
        List<Integer> reminderMinutes,
    @Schema(description = "The status of an appointment that is over.") AfterEnd afterEnd,
    @Schema(description = "How long after the end it gets that status.") int afterEndMinutes,
    @Schema(description = "What a guest's yes in the calendar means.") RsvpRule rsvp,
    @Schema(
            description = "The status of a patient whose yes is their arrival.",
            allowableValues = {"ARRIVED", "CHECKED_IN"})
        String arrivalStatus,
    @Schema(description = "How long before the start the arrival window opens.") int arrivalMinutes)
    implements Revised {

  static AppointmentPolicyView of(AppointmentPolicy policy) {
    return new AppointmentPolicyView(
        policy.reminderMinutes(),
        policy.afterEnd(),
        policy.afterEndMinutes(),
        policy.rsvp(),
        policy.arrivalStatus().name(),
        policy.arrivalMinutes());
  }

  @Override
  public String revision() {
    return Revisions.of(this);
  }

  /** Returns it as the audit trail has it. */
  Map<String, Object> told() {
    Map<String, Object> told = new TreeMap<>();
    told.put("reminder_minutes", reminderMinutes);
    told.put("after_end", afterEnd.name());
    told.put("after_end_minutes", afterEndMinutes);
    told.put("rsvp", rsvp.name());
    told.put("arrival_status", arrivalStatus);
    told.put("arrival_minutes", arrivalMinutes);
    return told;
  }
}
