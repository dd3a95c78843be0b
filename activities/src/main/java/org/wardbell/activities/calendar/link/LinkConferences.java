package org.wardbell.activities.calendar.link;

import static org.wardbell.activities.database.generated.Tables.LINK;

import java.time.Duration;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseClock;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;

/**
 * The store of how far Google is with an event's video meeting. Changes belong to a session's
 * transaction, which holds the link's lock.
 */
public final class LinkConferences {
  /** Google takes seconds as a rule (guide "Create events": the conference is made later). */
  private static final Duration FIRST_WAIT = Duration.ofSeconds(2);

  /** Readings of a pending meeting: after 2, 4, 8 … 1,024 s, which is 34 minutes in all. */
  private static final int MOST_TRIES = 10;

  private LinkConferences() {}

  /** The state of a meeting. Names are stored; never rename one. */
  public enum State {
    PENDING,
    READY,
    FAILED
  }

  /** Returns whether the meeting is in this state. */
  public static boolean is(LinkRecord link, State state) {
    return state.name().equals(link.getConference());
  }

  /** Returns whether a meeting that Google still makes is to be read again now. */
  public static boolean isDue(DSLContext transaction, LinkRecord link) {
    return is(link, State.PENDING)
        && transaction.fetchExists(
            LINK, LinkStore.key(link).and(LINK.CONFERENCE_AT.le(DatabaseClock.now())));
  }

  /** Records that Google began to make a meeting. */
  public static void begun(DSLContext transaction, LinkRecord link) {
    again(transaction, link, 0);
  }

  /**
   * Records that a reading which was due found Google still at it.
   *
   * @return false if that was the last one
   */
  public static boolean readAgain(DSLContext transaction, LinkRecord link) {
    int tries = link.getConferenceTries() + 1;
    if (tries >= MOST_TRIES) {
      return false;
    }
    again(transaction, link, tries);
    return true;
  }

  private static void again(DSLContext transaction, LinkRecord link, int tries) {
    var next = DatabaseClock.after(FIRST_WAIT.multipliedBy(1L << tries));
    transaction
        .update(LINK)
        .set(LINK.CONFERENCE, State.PENDING.name())
        .set(LINK.CONFERENCE_AT, next)
        .set(LINK.CONFERENCE_TRIES, tries)
        .set(
            LINK.DUE_AT,
            DSL.when(LINK.VERSION.ge(LINK.WANTED_VERSION), next)
                .otherwise(DSL.coalesce(LINK.DUE_AT, next)))
        .where(LinkStore.key(link))
        .execute();
  }

  /** Records that the meeting is there. */
  public static void ready(DSLContext transaction, LinkRecord link) {
    ended(transaction, link, State.READY.name());
  }

  /** Records that the event has no meeting any more. */
  public static void removed(DSLContext transaction, LinkRecord link) {
    ended(transaction, link, null);
  }

  private static void ended(DSLContext transaction, LinkRecord link, @Nullable String state) {
    boolean failed = is(link, State.FAILED);
    var update =
        transaction
            .update(LINK)
            .set(LINK.CONFERENCE, state)
            .setNull(LINK.CONFERENCE_AT)
            .set(LINK.CONFERENCE_TRIES, 0);
    (failed ? update.setNull(LINK.LAST_ERROR) : update).where(LinkStore.key(link)).execute();
  }

  /** Records that Google did not make the meeting; the calendar counts it as a refused write. */
  public static void failed(DSLContext transaction, LinkRecord link, String code) {
    transaction
        .update(LINK)
        .set(LINK.CONFERENCE, State.FAILED.name())
        .setNull(LINK.CONFERENCE_AT)
        .set(LINK.CONFERENCE_TRIES, 0)
        .set(LINK.LAST_ERROR, code)
        .where(LinkStore.key(link))
        .execute();
  }
}
