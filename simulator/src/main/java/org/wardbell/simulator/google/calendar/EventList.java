package org.wardbell.simulator.google.calendar;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.http.Query;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** events.list: full and incremental, in pages of a frozen snapshot. */
public final class EventList {

  private final SyncTokens tokens = new SyncTokens();
  private final PageSnapshots snapshots = new PageSnapshots();
  private final BooleanSupplier emptyFirstPage;

  public EventList(BooleanSupplier emptyFirstPage) {
    this.emptyFirstPage = emptyFirstPage;
  }

  public ObjectNode list(StoredCalendar calendar, Query parameters) {
    ListQuery query = ListQuery.of(parameters);
    String syncToken = parameters.get("syncToken");
    String owner =
        String.join("\n", calendar.id(), query.shape(), syncToken == null ? "" : syncToken);
    String pageToken = parameters.get("pageToken");
    PageSnapshots.Place place =
        pageToken == null
            ? snapshots.open(freeze(calendar, query, syncToken, owner))
            : snapshots.find(pageToken, owner);
    return page(calendar, query, place);
  }

  private PageSnapshots.Snapshot freeze(
      StoredCalendar calendar, ListQuery query, @Nullable String syncToken, String owner) {
    synchronized (calendar) {
      SyncTokens.Position position =
          syncToken == null
              ? new SyncTokens.Position(0, query.timeMin(), query.timeMax())
              : tokens.read(syncToken, calendar, query.shape());
      List<ObjectNode> items =
          calendar.all().stream()
              .filter(syncToken == null ? wanted(query, calendar) : changedSince(position))
              .sorted(order(query, calendar))
              .map(event -> event.cancelled() ? EventShape.tombstone(event.json()) : event.json())
              .toList();
      var reached =
          new SyncTokens.Position(calendar.changes(), position.timeMin(), position.timeMax());
      return new PageSnapshots.Snapshot(
          owner,
          items,
          givesSyncToken(query) ? tokens.issue(calendar, query.shape(), reached) : null);
    }
  }

  /**
   * Returns whether a query gets a sync token; one that a sync token could not repeat gets none.
   */
  private static boolean givesSyncToken(ListQuery query) {
    return List.of("q", "iCalUID", "orderBy", "updatedMin", "privateExtendedProperty").stream()
        .allMatch(name -> query.parameters().get(name) == null);
  }

  private ObjectNode page(StoredCalendar calendar, ListQuery query, PageSnapshots.Place place) {
    List<ObjectNode> items = place.snapshot().items();
    boolean empty = place.page() == 1 && emptyFirstPage.getAsBoolean();
    int from = Math.min(place.index(), items.size());
    int to = empty ? from : Math.min(items.size(), from + query.maxResults());
    ObjectNode answer = JsonMapper.shared().createObjectNode();
    answer.put("kind", "calendar#events");
    answer.put("etag", "\"p" + calendar.changes() + "\"");
    answer.put("summary", calendar.id());
    answer.put("timeZone", calendar.zone().getId());
    answer.put("accessRole", "owner");
    ArrayNode list = answer.putArray("items");
    items.subList(from, to).forEach(list::add);
    if (to < items.size() || empty) {
      answer.put("nextPageToken", PageSnapshots.token(place, to));
    } else if (place.snapshot().nextSyncToken() != null) {
      answer.put("nextSyncToken", place.snapshot().nextSyncToken());
    }
    return answer;
  }

  private static Predicate<StoredEvent> changedSince(SyncTokens.Position position) {
    return event ->
        event.change() > position.change()
            && !event.forgotten()
            && overlaps(event.earliest(), event.latest(), position.timeMin(), position.timeMax());
  }

  private static Predicate<StoredEvent> wanted(ListQuery query, StoredCalendar calendar) {
    return event -> {
      if (event.cancelled() && (!query.showDeleted() || event.forgotten())) {
        return false;
      }
      JsonNode json = event.json();
      Instant updated = Instant.parse(json.path("updated").asString(""));
      Instant start = EventTimes.instant(json.path("start"), calendar.zone());
      Instant end = EventTimes.instant(json.path("end"), calendar.zone());
      return overlaps(start, end, query.timeMin(), query.timeMax())
          && (query.updatedMin() == null || !updated.isBefore(query.updatedMin()))
          && matches(json, query.parameters());
    };
  }

  private static boolean overlaps(
      Instant start, Instant end, @Nullable Instant timeMin, @Nullable Instant timeMax) {
    return (timeMin == null || end.isAfter(timeMin))
        && (timeMax == null || start.isBefore(timeMax));
  }

  private static boolean matches(JsonNode event, Query query) {
    String text = query.get("q", "").toLowerCase(Locale.ROOT);
    String uid = query.get("iCalUID", "");
    String property = query.get("privateExtendedProperty", "");
    int equals = property.indexOf('=');
    JsonNode own = event.path("extendedProperties").path("private");
    return (text.isEmpty()
            || (event.path("summary").asString("") + event.path("description").asString(""))
                .toLowerCase(Locale.ROOT)
                .contains(text))
        && (uid.isEmpty() || uid.equals(event.path("iCalUID").asString("")))
        && (equals < 0
            || own.path(property.substring(0, equals))
                .asString("")
                .equals(property.substring(equals + 1)));
  }

  private static Comparator<StoredEvent> order(ListQuery query, StoredCalendar calendar) {
    return query.orderBy().equals("startTime")
        ? Comparator.comparing(
            event -> EventTimes.instant(event.json().path("start"), calendar.zone()))
        : Comparator.comparingLong(StoredEvent::change);
  }
}
