package org.wardbell.activities.calendar;

import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_CONSENT;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_COUNTERS;
import static org.wardbell.activities.database.generated.Tables.CHANNEL;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.ComingMarks;
import org.wardbell.activities.appointment.Doctor;
import org.wardbell.activities.appointment.DoctorStore;
import org.wardbell.activities.audit.AuditEntry;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.calendar.channel.ChannelState;
import org.wardbell.activities.calendar.google.CalendarAccess;
import org.wardbell.activities.calendar.google.CalendarPermission;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.trouble.Alerts;
import org.wardbell.activities.calendar.trouble.Quarantine;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.Sealed;
import org.wardbell.activities.database.Contention;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.generated.tables.records.CalendarRecord;
import org.wardbell.workflows.calendar.CalendarState;

/** The store of calendars: connects them, disconnects them, shows them. */
public final class CalendarStore {
  private final DSLContext database;
  private final DoctorStore doctors;
  private final Encryption encryption;
  private final AuditStore audit;

  CalendarStore(DSLContext database, DoctorStore doctors, Encryption encryption, AuditStore audit) {
    this.database = database;
    this.doctors = doctors;
    this.encryption = encryption;
    this.audit = audit;
  }

  /**
   * Connects a doctor's calendar, or connects it again: then everything is compared again. The
   * doctor's coming appointments are marked to be written, if this calendar receives them.
   *
   * @throws CalendarRefusal if another Google account consented to this calendar
   */
  public UUID connect(CalendarConnection wanted, AuditOrigin origin) {
    return connect(wanted, origin, (transaction, calendar) -> {});
  }

  /**
   * Connects likewise.
   *
   * @param also what is committed together with it, after all locks of calendars and doctors
   */
  public UUID connect(
      CalendarConnection wanted, AuditOrigin origin, BiConsumer<DSLContext, UUID> also) {
    return Contention.result(
        database,
        configuration -> {
          DSLContext transaction = configuration.dsl();
          Doctor doctor = doctors.mention(transaction, wanted.clinicId(), wanted.doctor());
          CalendarRecord known = lockKnown(transaction, wanted, doctor);
          doctors.lock(transaction, doctor.id());
          requireSameAccount(known, wanted.account());
          UUID id = known == null ? insert(transaction, wanted, doctor) : known.getId();
          open(transaction, id, wanted);
          if (wanted.receives()) {
            ReceivingCalendar.choose(transaction, doctor.id(), id);
          } else {
            ReceivingCalendar.join(transaction, doctor.id(), id);
          }
          ComingMarks.begin(transaction, id, doctor.id());
          note(transaction, origin, "calendar.connected", wanted.clinicId(), id);
          also.accept(transaction, id);
          return id;
        });
  }

  /**
   * Disconnects a calendar; its workflow then stops the channels, and ends what is left of it.
   *
   * @param condition sees the calendar under its lock, and throws to leave it as it is
   * @return false if this clinic does not have it
   */
  public boolean disconnect(
      UUID clinicId, UUID id, Consumer<CalendarView> condition, AuditOrigin origin) {
    return Contention.result(
        database,
        configuration -> {
          DSLContext transaction = configuration.dsl();
          List<CalendarRecord> ofDoctor = lockAll(transaction, id);
          CalendarViewQuery.find(transaction, doctors, id).ifPresent(condition);
          int changed =
              transaction
                  .update(CALENDAR)
                  .set(CALENDAR.STATE, CalendarState.DISCONNECTED.name())
                  .set(CALENDAR.WAKES_AT, DatabaseClock.now())
                  .set(CALENDAR.FORGETS_AFTER, "")
                  .setNull(CALENDAR.QUIET_UNTIL)
                  .setNull(CALENDAR.PROBE_AFTER)
                  .set(CALENDAR.UPDATED_AT, DatabaseClock.now())
                  .where(CALENDAR.ID.eq(id))
                  .and(CALENDAR.CLINIC_ID.eq(clinicId))
                  .execute();
          if (changed == 1) {
            Quarantine.forget(transaction, id);
            Alerts.endAll(transaction, id);
            ofDoctor.stream()
                .findFirst()
                .ifPresent(each -> doctors.lock(transaction, each.getDoctorId()));
            ReceivingCalendar.leave(transaction, ofDoctor, id);
            note(transaction, origin, "calendar.disconnected", clinicId, id);
          }
          return changed == 1;
        });
  }

  /** Locks a calendar and its doctor's others. */
  private static List<CalendarRecord> lockAll(DSLContext transaction, UUID id) {
    return transaction
        .select(CALENDAR.DOCTOR_ID)
        .from(CALENDAR)
        .where(CALENDAR.ID.eq(id))
        .fetchOptional(CALENDAR.DOCTOR_ID)
        .map(doctor -> ReceivingCalendar.lockAll(transaction, doctor))
        .orElse(List.of());
  }

  /**
   * Lets a calendar receive its doctor's new appointments, instead of the one that did. Events stay
   * where they are.
   *
   * @param condition sees the calendar under its lock, and throws to leave it as it is
   * @return false if this clinic does not have it, or it is disconnected
   */
  public boolean receive(
      UUID clinicId, UUID id, Consumer<CalendarView> condition, AuditOrigin origin) {
    return Contention.result(
        database,
        configuration -> {
          DSLContext transaction = configuration.dsl();
          Optional<CalendarRecord> calendar =
              lockAll(transaction, id).stream()
                  .filter(each -> each.getId().equals(id) && each.getClinicId().equals(clinicId))
                  .filter(each -> !each.getState().equals(CalendarState.DISCONNECTED.name()))
                  .findFirst();
          CalendarViewQuery.find(transaction, doctors, id).ifPresent(condition);
          calendar.ifPresent(
              row -> {
                boolean othersGoOn = ReceivingCalendar.isGettingMore(transaction, row);
                ReceivingCalendar.choose(transaction, row.getDoctorId(), id);
                if (othersGoOn) {
                  doctors.lock(transaction, row.getDoctorId());
                  ComingMarks.begin(transaction, id, row.getDoctorId());
                }
                note(transaction, origin, "calendar.receives", clinicId, id);
              });
          return calendar.isPresent();
        });
  }

  /** Returns a calendar as people see it, of any clinic: the caller decides who may see it. */
  public Optional<CalendarView> find(UUID id) {
    return CalendarViewQuery.find(database, doctors, id);
  }

  /**
   * Returns a calendar's events that cannot be read or kept, in the order of their ids.
   *
   * @param after only those behind this id, or null to begin with the first
   */
  public List<Quarantine.Item> quarantine(UUID id, @Nullable String after, int limit) {
    return Quarantine.list(database, id, after, limit);
  }

  /**
   * Calendars as people see them, newest first.
   *
   * @param clinic only that clinic's, or null for all
   * @param doctor only of the doctor with this id of ours or of the clinic, or null for all
   * @param state only those in this state, or null for all
   * @param before only calendars connected before this one, or null to begin with the newest
   */
  public List<CalendarView> list(
      @Nullable UUID clinic,
      @Nullable String doctor,
      @Nullable CalendarState state,
      @Nullable UUID before,
      int limit) {
    Condition wanted = clinic == null ? DSL.noCondition() : CALENDAR.CLINIC_ID.eq(clinic);
    if (doctor != null) {
      wanted = wanted.and(CALENDAR.DOCTOR_ID.in(doctors.ids(clinic, doctor)));
    }
    if (state != null) {
      wanted = wanted.and(CALENDAR.STATE.eq(state.name()));
    }
    if (before != null) {
      wanted = wanted.and(CALENDAR.ID.lt(before));
    }
    return CalendarViewQuery.list(database, doctors, wanted, limit);
  }

  private void note(
      DSLContext transaction, AuditOrigin origin, String action, UUID clinicId, UUID id) {
    audit.append(transaction, AuditEntry.of(clinicId, origin, action, "calendar/" + id));
  }

  /** Keeps the identity of a calendar whose account is proven, until it is disconnected. */
  private static void requireSameAccount(@Nullable CalendarRecord known, @Nullable String account) {
    if (known != null
        && known.getGoogleAccount() != null
        && !known.getState().equals(CalendarState.DISCONNECTED.name())
        && !known.getGoogleAccount().equals(account)) {
      throw new CalendarRefusal(CalendarRefusal.Reason.ANOTHER_ACCOUNT);
    }
  }

  private static UUID insert(DSLContext transaction, CalendarConnection wanted, Doctor doctor) {
    UUID id = Ids.next();
    transaction
        .insertInto(CALENDAR)
        .set(CALENDAR.ID, id)
        .set(CALENDAR.CLINIC_ID, wanted.clinicId())
        .set(CALENDAR.DOCTOR_ID, doctor.id())
        .set(CALENDAR.GOOGLE_CALENDAR_ID, wanted.googleCalendarId())
        .set(CALENDAR.STATE, CalendarState.CONNECTING.name())
        .set(CALENDAR.DELETION_POLICY, wanted.policy().deletion().name())
        .set(CALENDAR.GUESTS, wanted.policy().guests().name())
        .set(CALENDAR.KEY_ID, 0)
        .set(CALENDAR.QUERY_VERSION, 0)
        .set(CALENDAR.CREATED_AT, DatabaseClock.now())
        .set(CALENDAR.UPDATED_AT, DatabaseClock.now())
        .execute();
    transaction
        .insertInto(CALENDAR_COUNTERS)
        .set(CALENDAR_COUNTERS.CALENDAR_ID, id)
        .set(CALENDAR_COUNTERS.CLINIC_ID, wanted.clinicId())
        .execute();
    return id;
  }

  private static @Nullable CalendarRecord lockKnown(
      DSLContext transaction, CalendarConnection wanted, Doctor doctor) {
    ReceivingCalendar.lockAll(transaction, doctor.id());
    return transaction
        .selectFrom(CALENDAR)
        .where(CALENDAR.CLINIC_ID.eq(wanted.clinicId()))
        .and(CALENDAR.DOCTOR_ID.eq(doctor.id()))
        .and(CALENDAR.GOOGLE_CALENDAR_ID.eq(wanted.googleCalendarId()))
        .forUpdate()
        .fetchOne();
  }

  /**
   * Returns the calendar of a doctor's that a consent is about which names none: one that needs its
   * doctor, or else the one that receives new appointments.
   */
  public Optional<DoctorCalendar> ofDoctor(UUID doctorId) {
    return database
        .selectFrom(CALENDAR)
        .where(CALENDAR.DOCTOR_ID.eq(doctorId))
        .and(CALENDAR.STATE.ne(CalendarState.DISCONNECTED.name()))
        .orderBy(
            CALENDAR.STATE.eq(CalendarState.RECONNECT_NEEDED.name()).desc(),
            CALENDAR.RECEIVES.desc(),
            CALENDAR.ID)
        .limit(1)
        .fetchOptional(
            row ->
                new DoctorCalendar(
                    row.getId(),
                    row.getGoogleCalendarId(),
                    row.getGoogleAccount(),
                    new CalendarPolicy(
                        CalendarPolicy.Deletion.valueOf(row.getDeletionPolicy()),
                        CalendarPolicy.Guests.valueOf(row.getGuests()),
                        row.getMeet())));
  }

  /**
   * Returns whether a connected calendar, of any clinic, lives on the consent of an account, or one
   * is about to: it is still to be chosen.
   *
   * @param calendarIds calendars of the account: one of them may be connected without a proof
   */
  public boolean isUsed(String account, List<String> calendarIds) {
    return isUsed(database, account, calendarIds);
  }

  /** Returns the same; a null account is one that nobody proved. */
  static boolean isUsed(DSLContext database, @Nullable String account, List<String> calendarIds) {
    Condition ofAccount =
        account == null ? DSL.falseCondition() : CALENDAR.GOOGLE_ACCOUNT.eq(account);
    return database.fetchExists(
            CALENDAR,
            ofAccount
                .or(CALENDAR.GOOGLE_CALENDAR_ID.in(calendarIds))
                .and(CALENDAR.STATE.ne(CalendarState.DISCONNECTED.name())))
        || (account != null
            && database.fetchExists(CALENDAR_CONSENT, CALENDAR_CONSENT.GOOGLE_ACCOUNT.eq(account)));
  }

  private @Nullable Sealed sealed(UUID id, CalendarConnection wanted) {
    return wanted.permission() instanceof CalendarPermission.Consent consent
        ? encryption.seal(
            wanted.clinicId(),
            CalendarAccess.REFRESH_TOKEN,
            id,
            consent.refreshToken().getBytes(StandardCharsets.UTF_8))
        : null;
  }

  /** Opens the calendar. A channel of the former permission may be dead, so a new one is asked. */
  private void open(DSLContext transaction, UUID id, CalendarConnection wanted) {
    Sealed token = sealed(id, wanted);
    transaction
        .update(CHANNEL)
        .set(CHANNEL.STATE, ChannelState.SUPERSEDED.name())
        .where(CHANNEL.CALENDAR_ID.eq(id))
        .and(CHANNEL.STATE.eq(ChannelState.ACTIVE.name()))
        .execute();
    transaction
        .update(CALENDAR)
        .set(CALENDAR.DELETION_POLICY, wanted.policy().deletion().name())
        .set(CALENDAR.GUESTS, wanted.policy().guests().name())
        .set(CALENDAR.MEET, wanted.policy().meet())
        .set(CALENDAR.GOOGLE_ACCOUNT, wanted.account())
        .set(
            CALENDAR.DELEGATED_TO,
            wanted.permission() instanceof CalendarPermission.Delegation delegation
                ? delegation.account()
                : null)
        .set(CALENDAR.REFRESH_TOKEN_CIPHERTEXT, token == null ? null : token.ciphertext())
        .set(CALENDAR.KEY_ID, token == null ? 0 : token.keyId())
        .setNull(CALENDAR.PULLED_AT)
        .where(CALENDAR.ID.eq(id))
        .execute();
    Reopening.open(transaction, id);
  }
}
