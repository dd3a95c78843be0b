package org.wardbell.activities.calendar.sync;

import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.CALENDAR_COUNTERS;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.activities.calendar.google.CalendarAccess;
import org.wardbell.activities.calendar.google.CalendarPermission;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.google.GoogleCalendar;
import org.wardbell.activities.calendar.style.EventStyles;
import org.wardbell.activities.calendar.trouble.CalendarKey;
import org.wardbell.activities.calendar.trouble.UnreadablePermissionException;
import org.wardbell.activities.crypto.BrokenSealException;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.CalendarRecord;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.event.RecordedEvents;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.workflows.calendar.CalendarState;

/** The source of sessions, and the guard of their transactions: a stale one changes nothing. */
public final class SyncSessions {
  /** A window that was read once does not slide, so it is read again after this time. */
  private static final Duration BASELINE_LIFE = Duration.ofDays(30);

  private static final Logger log = LoggerFactory.getLogger(SyncSessions.class);

  private final DSLContext database;
  private final Encryption encryption;
  private final EventStore events;
  private final WorkflowStarts starts;

  SyncSessions(
      DSLContext database, Encryption encryption, EventStore events, WorkflowStarts starts) {
    this.database = database;
    this.encryption = encryption;
    this.events = events;
    this.starts = starts;
  }

  /**
   * Takes the next session; every earlier one is now stale. Empty if the calendar is not live.
   *
   * @throws UnreadablePermissionException if no key opens the permission; then there is none
   */
  public Optional<SyncSession> take(UUID calendarId) {
    return database.transactionResult(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          CalendarRecord row = lock(transaction, calendarId);
          if (row == null || !CalendarState.valueOf(row.getState()).isLive()) {
            return Optional.empty();
          }
          int epoch = row.getEpoch() + 1;
          transaction
              .update(CALENDAR)
              .set(CALENDAR.EPOCH, epoch)
              .where(CALENDAR.ID.eq(calendarId))
              .execute();
          return Optional.of(session(transaction, row, epoch));
        });
  }

  /** Runs a transaction under the calendar's lock, if the session is still valid. */
  public void run(SyncSession session, Consumer<DSLContext> work) {
    call(
        session,
        transaction -> {
          work.accept(transaction);
          return true;
        });
  }

  /** Runs a transaction likewise and returns its result. */
  public <T extends @Nullable Object> T call(SyncSession session, Function<DSLContext, T> work) {
    return database.transactionResult(
        configuration -> {
          CalendarRecord row = lock(configuration.dsl(), session.calendarId());
          if (row == null
              || row.getEpoch() != session.epoch()
              || !CalendarState.valueOf(row.getState()).isLive()) {
            throw new StaleSessionException();
          }
          return work.apply(configuration.dsl());
        });
  }

  /**
   * Runs a transaction likewise, keeps the events that tell of it in the same commit, and starts
   * their delivery then.
   *
   * @param work returns the events, none if nobody is to hear of it
   * @return how many there were
   */
  int tell(SyncSession session, Function<DSLContext, List<NewEvent>> work) {
    RecordedEvents recorded =
        call(
            session,
            transaction -> {
              List<NewEvent> news = work.apply(transaction);
              return news.isEmpty() ? RecordedEvents.NONE : events.record(transaction, news);
            });
    starts.start(recorded);
    return recorded.fresh().size();
  }

  /**
   * Returns the access to a calendar in any state; empty without a permission.
   *
   * @throws UnreadablePermissionException if no key opens the permission
   */
  public Optional<CalendarAccess> access(UUID calendarId) {
    return database
        .selectFrom(CALENDAR)
        .where(CALENDAR.ID.eq(calendarId))
        .and(CALENDAR.REFRESH_TOKEN_CIPHERTEXT.isNotNull().or(CALENDAR.DELEGATED_TO.isNotNull()))
        .fetchOptional(this::access);
  }

  /** Locks a calendar's row until the transaction ends; null if it has none. */
  public static @Nullable CalendarRecord lock(DSLContext transaction, UUID id) {
    return transaction.selectFrom(CALENDAR).where(CALENDAR.ID.eq(id)).forUpdate().fetchOne();
  }

  private SyncSession session(DSLContext transaction, CalendarRecord row, int epoch) {
    Long requested =
        transaction
            .select(CALENDAR_COUNTERS.REQUESTED)
            .from(CALENDAR_COUNTERS)
            .where(CALENDAR_COUNTERS.CALENDAR_ID.eq(row.getId()))
            .fetchOne(CALENDAR_COUNTERS.REQUESTED);
    CalendarPolicy policy =
        new CalendarPolicy(
            CalendarPolicy.Deletion.valueOf(row.getDeletionPolicy()),
            CalendarPolicy.Guests.valueOf(row.getGuests()),
            row.getMeet());
    return new SyncSession(
        row.getClinicId(),
        row.getDoctorId(),
        access(row),
        policy,
        EventStyles.content(transaction, row.getClinicId(), row.getId(), row.getDoctorId(), policy),
        epoch,
        continues(transaction, row) ? row.getSyncToken() : null,
        requested == null ? row.getHandled() : requested,
        row.getHandled(),
        row.getTimeZone(),
        DatabaseClock.read(transaction));
  }

  /** Returns whether the token still fits the query, and its window is young enough. */
  private static boolean continues(DSLContext transaction, CalendarRecord row) {
    return row.getSyncToken() != null
        && row.getQueryVersion() == GoogleCalendar.QUERY_VERSION
        && transaction.fetchExists(
            CALENDAR,
            CALENDAR
                .ID
                .eq(row.getId())
                .and(CALENDAR.BASELINED_AT.gt(DatabaseClock.after(BASELINE_LIFE.negated()))));
  }

  private CalendarAccess access(CalendarRecord row) {
    String delegatedTo = row.getDelegatedTo();
    if (delegatedTo != null) {
      return new CalendarAccess(
          row.getId(), row.getGoogleCalendarId(), new CalendarPermission.Delegation(delegatedTo));
    }
    return new CalendarAccess(
        row.getId(),
        row.getGoogleCalendarId(),
        new String(refreshToken(row), StandardCharsets.UTF_8));
  }

  private byte[] refreshToken(CalendarRecord row) {
    byte[] sealed = row.getRefreshTokenCiphertext();
    if (sealed != null) {
      try {
        return encryption.open(
            row.getClinicId(), CalendarAccess.REFRESH_TOKEN, row.getId(), sealed);
      } catch (BrokenSealException nobodyOpensIt) {
        log.warn("calendar {}: {}", row.getId(), nobodyOpensIt.getMessage());
      }
    }
    throw new UnreadablePermissionException(
        new CalendarKey(row.getClinicId(), row.getDoctorId(), row.getId()), row.getEpoch());
  }
}
