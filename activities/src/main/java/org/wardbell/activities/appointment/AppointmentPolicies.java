package org.wardbell.activities.appointment;

import static org.wardbell.activities.database.generated.Tables.APPOINTMENT_POLICY;
import static org.wardbell.activities.database.generated.Tables.CLINIC;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.AppointmentPolicyRecord;
import org.wardbell.workflows.appointment.AfterEnd;
import org.wardbell.workflows.appointment.AppointmentPolicy;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.RsvpRule;
import org.wardbell.workflows.appointment.SlotRule;

/** The store of clinics' decisions about their appointments. */
public final class AppointmentPolicies {
  /**
   * What may still have a moment to come: the longest appointment, and the longest wait after it.
   */
  private static final Duration LOOKED_BACK =
      SlotRule.MAXIMUM_LENGTH.plusMinutes(AppointmentPolicy.MOST_MINUTES);

  /** Returns the policy that counts for a clinic. */
  public AppointmentPolicy of(DSLContext dsl, UUID clinic) {
    return dsl.selectFrom(APPOINTMENT_POLICY)
        .where(APPOINTMENT_POLICY.CLINIC_ID.eq(clinic))
        .fetchOptional(AppointmentPolicies::read)
        .orElse(AppointmentPolicy.STANDARD);
  }

  /**
   * Returns the same, and makes others that would change it wait until the transaction's end. The
   * clinic may have no row here, so its own row is locked.
   */
  public AppointmentPolicy lock(DSLContext transaction, UUID clinic) {
    transaction.select(CLINIC.ID).from(CLINIC).where(CLINIC.ID.eq(clinic)).forUpdate().fetch();
    return of(transaction, clinic);
  }

  /**
   * Keeps a checked policy in the caller's transaction. The sweep then looks through the clinic's
   * appointments that are not over, and plans their moments anew.
   */
  public void put(DSLContext transaction, UUID clinic, AppointmentPolicy policy) {
    AppointmentPolicyRecord row = new AppointmentPolicyRecord();
    row.setReminderMinutes(
        policy.reminderMinutes().stream().map(String::valueOf).collect(Collectors.joining(",")));
    row.setAfterEnd(policy.afterEnd().name());
    row.setAfterEndMinutes(policy.afterEndMinutes());
    row.setRsvp(policy.rsvp().name());
    row.setArrivalStatus(policy.arrivalStatus().name());
    row.setArrivalMinutes(policy.arrivalMinutes());
    row.setReplanAt(DatabaseClock.read(transaction).minus(LOOKED_BACK));
    row.setReplanId(new UUID(0, 0));
    transaction
        .insertInto(APPOINTMENT_POLICY)
        .set(row)
        .set(APPOINTMENT_POLICY.CLINIC_ID, clinic)
        .set(APPOINTMENT_POLICY.UPDATED_AT, DatabaseClock.now())
        .onDuplicateKeyUpdate()
        .set(row)
        .set(APPOINTMENT_POLICY.UPDATED_AT, DatabaseClock.now())
        .execute();
  }

  private static AppointmentPolicy read(AppointmentPolicyRecord row) {
    List<Integer> minutes =
        Arrays.stream(row.getReminderMinutes().split(",", -1))
            .filter(text -> !text.isEmpty())
            .map(Integer::valueOf)
            .toList();
    return new AppointmentPolicy(
        minutes,
        AfterEnd.valueOf(row.getAfterEnd()),
        row.getAfterEndMinutes(),
        RsvpRule.valueOf(row.getRsvp()),
        AppointmentStatus.valueOf(row.getArrivalStatus()),
        row.getArrivalMinutes());
  }
}
