package org.wardbell.simulator.google.list;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.google.calendar.EventView;
import org.wardbell.simulator.google.calendar.GoogleException;
import org.wardbell.simulator.google.calendar.StoredCalendar;
import org.wardbell.simulator.google.calendar.StoredEvent;
import org.wardbell.simulator.http.Query;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** events.list, full and incremental, and events.instances, in pages of a frozen snapshot. */
public final class EventList {

  private final SyncTokens tokens = new SyncTokens();
  private final PageSnapshots snapshots = new PageSnapshots();
  private final ListSwitches switches;

  public EventList(ListSwitches switches) {
    this.switches = switches;
  }

  public ObjectNode list(StoredCalendar calendar, Query parameters, EventView view) {
    ListQuery query = ListQuery.of(parameters);
    String syncToken = parameters.get("syncToken");
    String owner =
        String.join("\n", calendar.id(), query.shape(), syncToken == null ? "" : syncToken);
    String pageToken = parameters.get("pageToken");
    PageSnapshots.Place place =
        pageToken == null
            ? snapshots.open(freeze(calendar, query, syncToken, owner, view))
            : snapshots.find(pageToken, owner);
    return page(calendar, query, place, view);
  }

  /** Lists the instances of one series; 404 when there is no such event, 400 when it is none. */
  public ObjectNode instances(
      StoredCalendar calendar, String seriesId, Query parameters, EventView view) {
    ListQuery query = ListQuery.ofInstances(parameters);
    String owner = String.join("\n", calendar.id(), "instances", seriesId);
    String pageToken = parameters.get("pageToken");
    PageSnapshots.Place place =
        pageToken == null
            ? snapshots.open(freezeInstances(calendar, seriesId, query, owner, view))
            : snapshots.find(pageToken, owner);
    return page(calendar, query, place, view);
  }

  private PageSnapshots.Snapshot freeze(
      StoredCalendar calendar,
      ListQuery query,
      @Nullable String syncToken,
      String owner,
      EventView view) {
    synchronized (calendar) {
      SyncTokens.Position position =
          syncToken == null
              ? new SyncTokens.Position(0, query.timeMin(), query.timeMax())
              : tokens.read(syncToken, calendar, query.shape());
      EventFilter filter = new EventFilter(query, switches);
      Predicate<StoredEvent> wanted =
          syncToken == null ? filter::wanted : event -> filter.changedSince(event, position);
      List<ObjectNode> items =
          (query.singleEvents() ? calendar.expanded() : calendar.all())
              .stream().filter(wanted).sorted(filter.order()).map(view::listed).toList();
      var reached =
          new SyncTokens.Position(calendar.changes(), position.timeMin(), position.timeMax());
      return new PageSnapshots.Snapshot(
          owner,
          items,
          givesSyncToken(query) ? tokens.issue(calendar, query.shape(), reached) : null);
    }
  }

  private PageSnapshots.Snapshot freezeInstances(
      StoredCalendar calendar, String seriesId, ListQuery query, String owner, EventView view) {
    synchronized (calendar) {
      StoredEvent series = calendar.find(seriesId);
      if (series == null) {
        throw GoogleException.notFound();
      }
      if (!series.isSeries()) {
        throw GoogleException.invalid("Not a recurring event.");
      }
      EventFilter filter = new EventFilter(query, switches);
      List<ObjectNode> items = new ArrayList<>();
      for (StoredEvent instance : calendar.instances(seriesId)) {
        if (filter.wanted(instance) && filter.isOriginal(instance)) {
          items.add(view.listed(instance));
        }
      }
      return new PageSnapshots.Snapshot(owner, items, null);
    }
  }

  /**
   * Returns whether a query gets a sync token; one that a sync token could not repeat gets none.
   */
  private static boolean givesSyncToken(ListQuery query) {
    return List.of(
            "q",
            "iCalUID",
            "orderBy",
            "updatedMin",
            "privateExtendedProperty",
            "sharedExtendedProperty")
        .stream()
        .allMatch(name -> query.parameters().get(name) == null);
  }

  private ObjectNode page(
      StoredCalendar calendar, ListQuery query, PageSnapshots.Place place, EventView view) {
    List<ObjectNode> items = place.snapshot().items();
    boolean empty = place.page() == 1 && switches.emptyFirstPages();
    int from = Math.min(place.index(), items.size());
    int to = empty ? from : Math.min(items.size(), from + query.maxResults());
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    answer.put("kind", "calendar#events");
    answer.put("etag", "\"p" + calendar.changes() + "\"");
    answer.put("summary", calendar.id());
    answer.put("timeZone", (view.zone() == null ? calendar.zone() : view.zone()).getId());
    answer.put("accessRole", view.role().wireName());
    ArrayNode list = answer.putArray("items");
    items.subList(from, to).forEach(list::add);
    if (to < items.size() || empty) {
      answer.put("nextPageToken", PageSnapshots.token(place, to));
    } else if (place.snapshot().nextSyncToken() != null) {
      answer.put("nextSyncToken", place.snapshot().nextSyncToken());
    }
    return answer;
  }
}
