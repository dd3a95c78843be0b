package org.wardbell.activities.calendar.channel;

import java.util.UUID;

/** What a push turned out to be. The sender learns none of it. */
public sealed interface PushOutcome {
  /** Unknown channel, wrong token or wrong resource: nothing happens but that it is counted. */
  record Forged() implements PushOutcome {}

  /** Google says that the channel is open. */
  record Greeting() implements PushOutcome {}

  /** Genuine, and somebody is already on the way, or nobody minds the calendar any more. */
  record Known() implements PushOutcome {}

  /** Genuine, and the workflow has to hear of it: signal, then {@link PushStore#signalled}. */
  record Signal(UUID calendarId, long requested) implements PushOutcome {}
}
