package org.wardbell.simulator.google.api;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A fault of the next calls.
 *
 * @param times how many calls it meets
 * @param method only calls of this method; null for any
 * @param page only that page of a list, from 1; 0 for any
 */
public record CallFault(int times, @Nullable ApiMethod method, int page, Kind kind) {

  /** The kind of fault, instead of the work or after it. */
  public sealed interface Kind {

    /** Google's error envelope without the work; {@code retryAfter} null sends no such header. */
    record Failure(int status, String reason, @Nullable String retryAfter) implements Kind {}

    /** An HTML page, as Google's front end answers in trouble; without the work. */
    record Html(int status) implements Kind {}

    /** The work is done, but the connection ends before the answer. */
    record LoseReply() implements Kind {}

    /** The work is done, and the answer comes late. */
    record Late(Duration delay) implements Kind {}

    /** The connection ends before the work. */
    record LoseRequest() implements Kind {}
  }

  /** Returns a fault of the next {@code times} calls of any method. */
  public static CallFault next(int times, Kind kind) {
    return new CallFault(times, null, 0, kind);
  }

  /** Returns a fault of the next {@code times} calls of one method. */
  public static CallFault next(int times, ApiMethod method, Kind kind) {
    return new CallFault(times, method, 0, kind);
  }

  /** Returns 410 fullSyncRequired at page {@code page} of the next list that gets there. */
  public static CallFault goneAtPage(int page) {
    return new CallFault(
        1, ApiMethod.EVENTS_LIST, page, new Kind.Failure(410, "fullSyncRequired", null));
  }

  CallFault oneLess() {
    return new CallFault(times - 1, method, page, kind);
  }
}
