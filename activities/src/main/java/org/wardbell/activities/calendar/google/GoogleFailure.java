package org.wardbell.activities.calendar.google;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The failure of a request to Google. Its message is a code, never Google's words. */
public final class GoogleFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** The meaning of a failure, which decides what to do about it. */
  public enum Meaning {
    /** The permission is gone: ask nothing more until the doctor connects again. */
    RECONNECT,
    /** Too fast, or over quota: wait. */
    SLOW_DOWN,
    /** The sync token is dead: read the whole window. */
    TOKEN_EXPIRED,
    /** The requested event, calendar or channel is not there, or not any more. */
    GONE,
    /** The id is taken: adopt what is there. */
    EXISTS,
    /** The event has changed since it was read: read it again. */
    CHANGED,
    /** The doctor may not do this to this event: trying again changes nothing. */
    FORBIDDEN,
    /** Only the operator of this installation can remove the reason: it is every doctor's. */
    OPERATOR,
    /** Google offers no pushes for this calendar. */
    NO_PUSH,
    /** Google does not understand the request: trying again changes nothing. */
    INVALID,
    /** The answer cannot be read; what was asked for may have been done. */
    UNREADABLE,
    /** Google fails, or is out of reach: try again; the work may have been done. */
    UNAVAILABLE
  }

  private final Meaning meaning;
  private final transient @Nullable Duration retryAfter;

  public GoogleFailure(Meaning meaning, String code, @Nullable Duration retryAfter) {
    super(code);
    this.meaning = meaning;
    this.retryAfter = retryAfter;
  }

  public Meaning meaning() {
    return meaning;
  }

  /**
   * Returns a stable code of at most 60 characters, such as {@code google_403_rateLimitExceeded}.
   */
  public String code() {
    return String.valueOf(getMessage());
  }

  /** Returns the wait that Google asked for, or null. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
