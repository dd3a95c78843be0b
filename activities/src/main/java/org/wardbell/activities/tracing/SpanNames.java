package org.wardbell.activities.tracing;

import java.util.Set;

/** The names of spans; requests are called by their method instead, as the conventions say. */
public final class SpanNames {
  /** From the request, or whatever made it, until the event was committed. */
  public static final String ACCEPT = "accept event";

  /** The transaction that found the event's webhooks. */
  public static final String DISPATCH = "dispatch event";

  /** A push of Google's that was counted. */
  public static final String PUSH = "count push";

  /** The reading of what changed in a calendar. */
  public static final String PULL = "pull calendar";

  /** One page of Google's events, applied in one transaction. */
  public static final String APPLY = "apply changes";

  /** The writing of the clinic's changes into a calendar. */
  public static final String WRITE = "write calendar";

  /** The renewal of a calendar's push channel. */
  public static final String WATCH = "watch calendar";

  /** All of them. */
  public static final Set<String> ALL = Set.of(ACCEPT, DISPATCH, PUSH, PULL, APPLY, WRITE, WATCH);

  private SpanNames() {}
}
