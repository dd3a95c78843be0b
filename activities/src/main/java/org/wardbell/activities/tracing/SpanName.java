package org.wardbell.activities.tracing;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of spans; requests are called by their method instead, as the conventions say. */
public enum SpanName {
  /** From the request, or whatever made it, until the event was committed. */
  ACCEPT("accept event"),
  /** The transaction that found the event's webhooks. */
  DISPATCH("dispatch event"),
  /** A push of Google's that was counted. */
  PUSH("count push"),
  /** The reading of what changed in a calendar. */
  PULL("pull calendar"),
  /** One page of Google's events, applied in one transaction. */
  APPLY("apply changes"),
  /** The writing of the clinic's changes into a calendar. */
  WRITE("write calendar"),
  /** The renewal of a calendar's push channel. */
  WATCH("watch calendar");

  /** All of them, as a collector sees them. */
  static final Set<String> ALL =
      Arrays.stream(values()).map(SpanName::text).collect(Collectors.toUnmodifiableSet());

  private final String text;

  SpanName(String text) {
    this.text = text;
  }

  /** Returns it as a collector sees it. */
  public String text() {
    return text;
  }
}
