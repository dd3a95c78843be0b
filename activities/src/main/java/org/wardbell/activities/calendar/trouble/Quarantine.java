package org.wardbell.activities.calendar.trouble;

import static org.wardbell.activities.database.generated.Tables.CALENDAR_QUARANTINE;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.crypto.Sha256;
import org.wardbell.activities.database.DatabaseClock;

/**
 * The store of Google's events that could not be read, or that the database refused: their ids, why
 * and since when, and nothing that is in them. Changes belong to a session's transaction.
 */
public final class Quarantine {
  /** Events that are remembered of one calendar; beyond that its number stands still. */
  private static final int MOST = 1_000;

  /** What an ascii column takes, and what Google's ids consist of. */
  private static final String PLAIN = "[!-~]{1,1024}";

  private Quarantine() {}

  /**
   * Puts a page's events into quarantine, or notes that they were met there again.
   *
   * @param codes why, by the events' ids
   */
  public static void add(
      DSLContext transaction,
      UUID clinicId,
      UUID calendarId,
      int epoch,
      Map<String, String> codes) {
    Map<String, String> byKey = new LinkedHashMap<>();
    codes.forEach((id, code) -> byKey.put(key(id), code));
    Set<String> known =
        transaction
            .select(CALENDAR_QUARANTINE.GOOGLE_EVENT_ID)
            .from(CALENDAR_QUARANTINE)
            .where(CALENDAR_QUARANTINE.CALENDAR_ID.eq(calendarId))
            .and(CALENDAR_QUARANTINE.GOOGLE_EVENT_ID.in(byKey.keySet()))
            .fetchSet(CALENDAR_QUARANTINE.GOOGLE_EVENT_ID);
    List<String> kept = new ArrayList<>(known);
    byKey.keySet().stream()
        .filter(key -> !known.contains(key))
        .limit(Math.max(0, MOST - count(transaction, calendarId)))
        .forEach(kept::add);
    if (!kept.isEmpty()) {
      write(transaction, clinicId, calendarId, epoch, kept, byKey);
    }
  }

  private static void write(
      DSLContext transaction,
      UUID clinicId,
      UUID calendarId,
      int epoch,
      List<String> keys,
      Map<String, String> codes) {
    var insert =
        transaction.insertInto(
            CALENDAR_QUARANTINE,
            CALENDAR_QUARANTINE.CALENDAR_ID,
            CALENDAR_QUARANTINE.GOOGLE_EVENT_ID,
            CALENDAR_QUARANTINE.CLINIC_ID,
            CALENDAR_QUARANTINE.CODE,
            CALENDAR_QUARANTINE.SEEN_EPOCH,
            CALENDAR_QUARANTINE.CREATED_AT);
    for (String key : keys) {
      insert =
          insert.values(
              DSL.val(calendarId, CALENDAR_QUARANTINE.CALENDAR_ID),
              DSL.val(key),
              DSL.val(clinicId, CALENDAR_QUARANTINE.CLINIC_ID),
              DSL.val(codes.get(key)),
              DSL.val(epoch),
              DatabaseClock.now());
    }
    insert
        .onDuplicateKeyUpdate()
        .set(CALENDAR_QUARANTINE.CODE, DSL.excluded(CALENDAR_QUARANTINE.CODE))
        .set(CALENDAR_QUARANTINE.SEEN_EPOCH, DSL.excluded(CALENDAR_QUARANTINE.SEEN_EPOCH))
        .execute();
  }

  /** Lets go events that were read well now. */
  public static void release(DSLContext transaction, UUID calendarId, Collection<String> ids) {
    if (ids.isEmpty()) {
      return;
    }
    int released =
        transaction
            .deleteFrom(CALENDAR_QUARANTINE)
            .where(CALENDAR_QUARANTINE.CALENDAR_ID.eq(calendarId))
            .and(CALENDAR_QUARANTINE.GOOGLE_EVENT_ID.in(ids.stream().map(Quarantine::key).toList()))
            .execute();
    if (released > 0) {
      endIfEmpty(transaction, calendarId);
    }
  }

  /** Forgets events that a complete full pass did not show: they are not in the calendar. */
  public static void sweep(DSLContext transaction, UUID calendarId, int epoch) {
    transaction
        .deleteFrom(CALENDAR_QUARANTINE)
        .where(CALENDAR_QUARANTINE.CALENDAR_ID.eq(calendarId))
        .and(CALENDAR_QUARANTINE.SEEN_EPOCH.ne(epoch))
        .execute();
    endIfEmpty(transaction, calendarId);
  }

  /** Forgets all of a calendar that is given up. */
  public static void forget(DSLContext transaction, UUID calendarId) {
    transaction
        .deleteFrom(CALENDAR_QUARANTINE)
        .where(CALENDAR_QUARANTINE.CALENDAR_ID.eq(calendarId))
        .execute();
  }

  /** Returns the number of a calendar's events in quarantine, at most 1,000. */
  public static int count(DSLContext database, UUID calendarId) {
    return database.fetchCount(CALENDAR_QUARANTINE, CALENDAR_QUARANTINE.CALENDAR_ID.eq(calendarId));
  }

  /**
   * An event in quarantine.
   *
   * @param id as Google has it, or {@code sha256:} and a digest of an id that is none of Google's
   * @param code why it is there
   * @param since when it was first met
   */
  public record Item(String id, String code, Instant since) {}

  /**
   * Returns a calendar's events in quarantine, in the order of their ids.
   *
   * @param after only those behind this id, or null to begin with the first
   */
  public static List<Item> list(
      DSLContext database, UUID calendarId, @Nullable String after, int limit) {
    return database
        .selectFrom(CALENDAR_QUARANTINE)
        .where(CALENDAR_QUARANTINE.CALENDAR_ID.eq(calendarId))
        .and(after == null ? DSL.noCondition() : CALENDAR_QUARANTINE.GOOGLE_EVENT_ID.gt(after))
        .orderBy(CALENDAR_QUARANTINE.GOOGLE_EVENT_ID)
        .limit(limit)
        .fetch(row -> new Item(row.getGoogleEventId(), row.getCode(), row.getCreatedAt()));
  }

  private static void endIfEmpty(DSLContext transaction, UUID calendarId) {
    if (count(transaction, calendarId) == 0) {
      Alerts.end(transaction, calendarId, AlertKind.QUARANTINE);
    }
  }

  /** Returns whether an id is one of Google's; no row of ours has another one. */
  public static boolean isPlain(String id) {
    return id.matches(PLAIN);
  }

  /** Returns the id, or what stands for one that is too long or holds other characters. */
  private static String key(String id) {
    if (isPlain(id)) {
      return id;
    }
    return "sha256:" + HexFormat.of().formatHex(Sha256.of(id));
  }
}
