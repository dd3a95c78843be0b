package org.wardbell.activities.calendar.sync;

import org.wardbell.activities.calendar.google.event.RemoteEvent;
import org.wardbell.activities.database.generated.tables.records.LinkRecord;

/**
 * A Google event with the link that it belongs to.
 *
 * @param link as it was before it was locked
 */
record LinkedEvent(LinkRecord link, RemoteEvent remote) {
  /** Returns whether this very version of the event was dealt with already. */
  boolean isKnown() {
    return remote.etag() != null && remote.etag().equals(link.getEtag());
  }
}
