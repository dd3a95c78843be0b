package org.wardbell.activities.calendar.google;

import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.google.event.RemoteEvent;

/**
 * One page of events. It may be empty and still have a next one.
 *
 * @param unreadable items of the page that no event could be made of
 * @param nextPageToken null on the last page
 * @param nextSyncToken only on the last page
 * @param zone the calendar's time zone, in which its whole days were read; null if Google names
 *     none that is known here
 */
public record RemotePage(
    List<RemoteEvent> events,
    List<Unreadable> unreadable,
    @Nullable String nextPageToken,
    @Nullable String nextSyncToken,
    @Nullable ZoneId zone) {
  public RemotePage {
    events = List.copyOf(events);
    unreadable = List.copyOf(unreadable);
  }

  /** Creates a page that says nothing of its calendar. */
  public RemotePage(
      List<RemoteEvent> events,
      List<Unreadable> unreadable,
      @Nullable String nextPageToken,
      @Nullable String nextSyncToken) {
    this(events, unreadable, nextPageToken, nextSyncToken, null);
  }

  /**
   * An item that no event could be made of.
   *
   * @param id its id, or an empty text if not even that could be read
   * @param code why, never a part of its content
   */
  public record Unreadable(String id, String code) {}
}
