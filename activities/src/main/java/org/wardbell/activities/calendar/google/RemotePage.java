package org.wardbell.activities.calendar.google;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One page of events. It may be empty and still have a next one.
 *
 * @param nextPageToken null on the last page
 * @param nextSyncToken only on the last page
 */
public record RemotePage(
    List<RemoteEvent> events, @Nullable String nextPageToken, @Nullable String nextSyncToken) {
  public RemotePage {
    events = List.copyOf(events);
  }
}
