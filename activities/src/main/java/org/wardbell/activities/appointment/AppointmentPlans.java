package org.wardbell.activities.appointment;

import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.selectOne;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT;
import static org.wardbell.activities.database.generated.Tables.APPOINTMENT_POLICY;
import static org.wardbell.activities.database.generated.Tables.CLINIC;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Query;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.BrokenSealException;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.database.generated.tables.records.AppointmentPolicyRecord;
import org.wardbell.activities.database.generated.tables.records.AppointmentRecord;
import org.wardbell.workflows.appointment.AppointmentAgenda;
import org.wardbell.workflows.appointment.AppointmentPolicy;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.TimeSlot;

/**
 * The plans of the sweep's looks: which clinics have anything due, and the moments of appointments
 * that were planned by a policy that changed, or made by a version that planned none.
 */
public final class AppointmentPlans {
  /** Stands for a patient whose row does not open. */
  private static final byte[] UNREADABLE = new byte[32];

  private final DSLContext dsl;
  private final AppointmentRows rows;
  private final AppointmentPolicies policies = new AppointmentPolicies();

  public AppointmentPlans(DSLContext dsl, Encryption encryption) {
    this.dsl = dsl;
    this.rows = new AppointmentRows(encryption);
  }

  /**
   * Returns the clinics that have something to do.
   *
   * @param now by the database's clock
   */
  public Set<UUID> clinics(Instant now) {
    Set<UUID> clinics = new LinkedHashSet<>(due(now));
    clinics.addAll(unplanned());
    return clinics;
  }

  /**
   * Returns the clinics with anything due: one look into the index for each clinic that has
   * appointments, however many they are. A condition on each clinic would make MySQL read all of
   * its rows, because it takes a range for constants only.
   */
  private List<UUID> due(Instant now) {
    return dsl.select(APPOINTMENT.CLINIC_ID)
        .from(APPOINTMENT.forceIndex("appointment_wakes"))
        .where(APPOINTMENT.WAKES_AT.gt(inline(Instant.EPOCH, APPOINTMENT.WAKES_AT)))
        .groupBy(APPOINTMENT.CLINIC_ID)
        .having(min(APPOINTMENT.WAKES_AT).le(now))
        .fetch(APPOINTMENT.CLINIC_ID);
  }

  private List<UUID> unplanned() {
    return dsl.select(CLINIC.ID)
        .from(CLINIC)
        .where(
            exists(
                    selectOne()
                        .from(APPOINTMENT.forceIndex("appointment_patient"))
                        .where(APPOINTMENT.CLINIC_ID.eq(CLINIC.ID))
                        .and(APPOINTMENT.PATIENT_FINGERPRINT.isNull()))
                .or(
                    exists(
                        selectOne()
                            .from(APPOINTMENT_POLICY)
                            .where(APPOINTMENT_POLICY.CLINIC_ID.eq(CLINIC.ID))
                            .and(APPOINTMENT_POLICY.REPLAN_AT.isNotNull()))))
        .fetch(CLINIC.ID);
  }

  /**
   * Plans the next appointments of a clinic that are not planned right.
   *
   * @param now by the database's clock
   * @return how many there were; 0 when nothing is left
   */
  public int step(UUID clinic, Instant now, int limit) {
    return Contention.result(
        dsl,
        configuration -> {
          int older = complete(configuration.dsl(), clinic, now, limit);
          return older > 0 ? older : replan(configuration.dsl(), clinic, now, limit);
        });
  }

  /** Completes rows of an older version, which have neither a look nor a patient to be found by. */
  private int complete(DSLContext transaction, UUID clinic, Instant now, int limit) {
    List<AppointmentRecord> found =
        transaction
            .selectFrom(APPOINTMENT.forceIndex("appointment_patient"))
            .where(APPOINTMENT.CLINIC_ID.eq(clinic))
            .and(APPOINTMENT.PATIENT_FINGERPRINT.isNull())
            .limit(limit)
            .forUpdate()
            .skipLocked()
            .fetch();
    if (found.isEmpty()) {
      return 0;
    }
    AppointmentPolicy policy = policies.of(transaction, clinic);
    List<Query> updates = new ArrayList<>();
    for (AppointmentRecord row : found) {
      updates.add(
          transaction
              .update(APPOINTMENT)
              .set(APPOINTMENT.PATIENT_FINGERPRINT, fingerprint(row))
              .set(APPOINTMENT.WAKES_AT, planned(row, policy, now))
              .where(APPOINTMENT.ID.eq(row.getId())));
    }
    transaction.batch(updates).execute();
    return found.size();
  }

  private byte[] fingerprint(AppointmentRecord row) {
    try {
      return rows.patientFingerprint(row.getClinicId(), rows.read(row).patient().id());
    } catch (BrokenSealException broken) {
      return UNREADABLE;
    }
  }

  /**
   * Plans anew after a change of the policy. What is due already stays so: the sweep goes by the
   * new policy.
   */
  private int replan(DSLContext transaction, UUID clinic, Instant now, int limit) {
    AppointmentPolicyRecord policyRow =
        transaction
            .selectFrom(APPOINTMENT_POLICY)
            .where(APPOINTMENT_POLICY.CLINIC_ID.eq(clinic))
            .and(APPOINTMENT_POLICY.REPLAN_AT.isNotNull())
            .forUpdate()
            .fetchOne();
    if (policyRow == null) {
      return 0;
    }
    AppointmentPolicy policy = policies.of(transaction, clinic);
    List<AppointmentRecord> page =
        transaction
            .selectFrom(APPOINTMENT.forceIndex("appointment_times"))
            .where(after(policyRow))
            .orderBy(APPOINTMENT.STARTS_AT, APPOINTMENT.ID)
            .limit(limit)
            .forUpdate()
            .fetch();
    List<Query> updates = new ArrayList<>();
    for (AppointmentRecord row : page) {
      Instant wakes = row.getWakesAt();
      if (wakes == null || wakes.isAfter(now)) {
        updates.add(
            transaction
                .update(APPOINTMENT)
                .set(APPOINTMENT.WAKES_AT, comingOnly(row, policy, now))
                .where(APPOINTMENT.ID.eq(row.getId())));
      }
    }
    transaction.batch(updates).execute();
    if (page.isEmpty()) {
      policyRow.setReplanAt(null);
      policyRow.setReplanId(null);
    } else {
      policyRow.setReplanAt(page.getLast().getStartsAt());
      policyRow.setReplanId(page.getLast().getId());
    }
    policyRow.update();
    return Math.max(1, page.size());
  }

  private static Condition after(AppointmentPolicyRecord row) {
    return APPOINTMENT
        .CLINIC_ID
        .eq(row.getClinicId())
        .and(APPOINTMENT.STARTS_AT.ge(row.getReplanAt()))
        .and(APPOINTMENT.STARTS_AT.gt(row.getReplanAt()).or(APPOINTMENT.ID.gt(row.getReplanId())));
  }

  private static @Nullable Instant planned(
      AppointmentRecord row, AppointmentPolicy policy, Instant now) {
    return isOpen(row) ? AppointmentAgenda.planned(slot(row), policy, now) : null;
  }

  /** Its start was told already, if it is past. */
  private static @Nullable Instant comingOnly(
      AppointmentRecord row, AppointmentPolicy policy, Instant now) {
    return isOpen(row) ? AppointmentAgenda.next(slot(row), policy, now) : null;
  }

  private static boolean isOpen(AppointmentRecord row) {
    return AppointmentStatus.valueOf(row.getStatus()).isOpen();
  }

  private static TimeSlot slot(AppointmentRecord row) {
    return new TimeSlot(row.getStartsAt(), row.getEndsAt());
  }
}
