package org.wardbell.activities.calendar.channel;

import java.util.UUID;

/** The outcome of a push. The sender learns nothing of it. */
public sealed interface PushOutcome {
  /** Unknown channel, wrong token or wrong resource: the push is not taken, only counted. */
  record Rejected() implements PushOutcome {}

  /** Google's first message on a channel, which says that it is open. */
  record SyncMessage() implements PushOutcome {}

  /** A genuine push that a signal covers already, or of a calendar that is not live any more. */
  record NoSignalNeeded() implements PushOutcome {}

  /** A genuine push of which the workflow must hear: signal, then {@link PushStore#signalled}. */
  record SignalNeeded(UUID calendarId, long requested) implements PushOutcome {}
}
