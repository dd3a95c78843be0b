package org.wardbell.simulator.google.list;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.google.calendar.GoogleException;
import tools.jackson.databind.node.ObjectNode;

/** Frozen results of lists that take more than one page; page tokens point into them. */
public final class PageSnapshots {

  /** Snapshots kept; a page token of an older one is refused, as Google refuses stale ones. */
  private static final int MAX_SNAPSHOTS = 1_000;

  private final Map<String, Snapshot> snapshots = new LinkedHashMap<>();

  /**
   * The answer of one list over all its pages.
   *
   * @param owner calendar id, shape and sync token of the query; every page must repeat them
   * @param nextSyncToken for the last page; null when the query gets none
   */
  record Snapshot(String owner, List<ObjectNode> items, @Nullable String nextSyncToken) {}

  /** A place in a snapshot. */
  record Place(String snapshotId, Snapshot snapshot, int index, int page) {}

  synchronized Place open(Snapshot snapshot) {
    String id = UUID.randomUUID().toString().replace("-", "");
    snapshots.put(id, snapshot);
    if (snapshots.size() > MAX_SNAPSHOTS) {
      snapshots.remove(snapshots.keySet().iterator().next());
    }
    return new Place(id, snapshot, 0, 1);
  }

  static String token(Place place, int nextIndex) {
    return place.snapshotId() + "." + nextIndex + "." + (place.page() + 1);
  }

  /** Finds the place of a page token; 400 when it is unknown or of another query. */
  synchronized Place find(String token, String owner) {
    String[] parts = token.split("\\.", -1);
    Snapshot snapshot = snapshots.get(parts[0]);
    if (parts.length != 3 || snapshot == null || !snapshot.owner().equals(owner)) {
      throw GoogleException.invalidParameter("pageToken", "Invalid page token value.");
    }
    return new Place(parts[0], snapshot, Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
  }

  /** Returns the page number a token asks for; 1 without a token. */
  public static int pageNumber(@Nullable String token) {
    if (token == null) {
      return 1;
    }
    String last = token.substring(token.lastIndexOf('.') + 1);
    return last.matches("[0-9]{1,6}") ? Integer.parseInt(last) : 1;
  }
}
