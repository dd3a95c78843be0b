package org.wardbell.activities.calendar.channel;

/** The state of a channel. Names are stored; never rename one. */
public enum ChannelState {
  /** Committed before Google is asked; it may exist there or not. */
  REQUESTED,
  ACTIVE,
  /** A newer one took over; to be stopped. Its pushes still count. */
  SUPERSEDED,
  STOPPED,
  EXPIRED,
  /** Google refused it. */
  FAILED
}
