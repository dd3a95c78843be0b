package org.wardbell.simulator.google.api;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.google.calendar.Calendars;
import org.wardbell.simulator.google.calendar.EventView;
import org.wardbell.simulator.google.calendar.EventWrites;
import org.wardbell.simulator.google.calendar.GoogleException;
import org.wardbell.simulator.google.calendar.SendUpdates;
import org.wardbell.simulator.google.calendar.StoredCalendar;
import org.wardbell.simulator.google.calendar.StoredEvent;
import org.wardbell.simulator.google.calendar.WriteOptions;
import org.wardbell.simulator.google.list.EventList;
import org.wardbell.simulator.google.push.Channel;
import org.wardbell.simulator.google.push.Channels;
import org.wardbell.simulator.google.push.Pushes;
import org.wardbell.simulator.http.Query;
import org.wardbell.simulator.http.Response;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The methods of Calendar v3, for an account that is already known. */
public final class CalendarApi {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Calendars calendars;
  private final EventList lists;
  private final EventWrites writes;
  private final Channels channels;
  private final Pushes pushes;
  private final CallLimits limits;

  public CalendarApi(
      Calendars calendars,
      EventList lists,
      EventWrites writes,
      Channels channels,
      Pushes pushes,
      CallLimits limits) {
    this.calendars = calendars;
    this.lists = lists;
    this.writes = writes;
    this.channels = channels;
    this.pushes = pushes;
    this.limits = limits;
  }

  /** One call: its method and target, its caller, and its parameters. */
  record Call(
      ApiCallTarget target,
      String account,
      Query query,
      String body,
      @Nullable String ifMatch,
      @Nullable String ifNoneMatch,
      String rootUrl) {}

  Response answer(Call call) {
    ApiCallTarget target = call.target();
    String eventId = target.eventId();
    limits.check(call.account(), target.calendarId());
    return switch (target.method()) {
      case EVENTS_LIST -> json(call, lists.list(calendar(call), call.query(), view(call)));
      case EVENTS_INSTANCES ->
          json(call, lists.instances(calendar(call), eventId, call.query(), view(call)));
      case EVENTS_GET -> get(call);
      case EVENTS_INSERT -> event(call, writes.insert(writable(call), body(call), options(call)));
      case EVENTS_UPDATE ->
          event(call, writes.update(writable(call), eventId, body(call), options(call)));
      case EVENTS_PATCH ->
          event(call, writes.patch(writable(call), eventId, body(call), options(call)));
      case EVENTS_DELETE -> {
        writes.delete(writable(call), eventId, options(call));
        yield Response.of(204);
      }
      case EVENTS_MOVE -> {
        String destination = call.query().get("destination", "");
        yield event(
            call,
            writes.move(
                writable(call),
                eventId,
                calendars.writable(destination, call.account()),
                options(call)));
      }
      case EVENTS_WATCH -> watch(call);
      case CHANNELS_STOP -> {
        ObjectNode body = body(call);
        channels.stop(
            body.path("id").asString(""),
            body.path("resourceId").asString(""),
            call.account(),
            pushes.faults().afterStop());
        yield Response.of(204);
      }
      case CALENDARS_GET -> json(call, calendarNode(call, calendar(call), "calendar#calendar"));
      case CALENDAR_LIST_GET ->
          json(call, calendarNode(call, calendar(call), "calendar#calendarListEntry"));
      case CALENDAR_LIST_LIST -> calendarList(call);
      case OAUTH_TOKEN, OAUTH_REVOKE, UNKNOWN -> throw GoogleException.notFound();
    };
  }

  private StoredCalendar calendar(Call call) {
    return calendars.visible(call.target().calendarId(), call.account());
  }

  private StoredCalendar writable(Call call) {
    return calendars.writable(call.target().calendarId(), call.account());
  }

  private Response get(Call call) {
    StoredEvent event = calendar(call).find(call.target().eventId());
    if (event == null) {
      throw GoogleException.notFound();
    }
    return event.etag().equals(call.ifNoneMatch()) ? Response.of(304) : event(call, event);
  }

  private Response watch(Call call) {
    StoredCalendar calendar = calendar(call);
    Channel channel = channels.open(body(call), calendar, call.account(), call.rootUrl());
    var synced = pushes.sync(channel);
    if (pushes.faults().syncBeforeAnswer()) {
      try {
        synced.join();
      } catch (CompletionException e) {
        throw new GoogleException(500, "backendError", "Backend Error");
      }
    }
    ObjectNode answer = JSON.createObjectNode();
    answer.put("kind", "api#channel");
    answer.put("id", channel.id());
    answer.put("resourceId", channel.resourceId());
    answer.put("resourceUri", channel.resourceUri());
    if (channel.token() != null) {
      answer.put("token", channel.token());
    }
    answer.put("expiration", Long.toString(channel.expiration().toEpochMilli()));
    return json(call, answer);
  }

  private Response calendarList(Call call) {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("kind", "calendar#calendarList");
    ArrayNode items = answer.putArray("items");
    calendars
        .visibleTo(call.account())
        .forEach(calendar -> items.add(calendarNode(call, calendar, "calendar#calendarListEntry")));
    return json(call, answer);
  }

  private static ObjectNode calendarNode(Call call, StoredCalendar calendar, String kind) {
    ObjectNode node = JSON.createObjectNode();
    node.put("kind", kind);
    node.put("etag", "\"calendar-" + calendar.id().hashCode() + "\"");
    node.put("id", calendar.id());
    node.put("summary", calendar.id());
    node.put("timeZone", calendar.zone().getId());
    if (kind.endsWith("Entry")) {
      node.put("accessRole", calendar.roleOf(call.account()).wireName());
      if (calendar.id().equals(call.account())) {
        node.put("primary", true);
      }
    }
    return node;
  }

  private static ObjectNode body(Call call) {
    try {
      if (JSON.readTree(call.body()) instanceof ObjectNode node) {
        return node;
      }
    } catch (JacksonException e) {
      throw new GoogleException(400, "parseError", "Parse Error");
    }
    throw new GoogleException(400, "parseError", "Parse Error");
  }

  private static WriteOptions options(Call call) {
    return new WriteOptions(
        call.account(),
        false,
        call.ifMatch(),
        (int) call.query().number("conferenceDataVersion", 0),
        SendUpdates.of(call.query()));
  }

  private EventView view(Call call) {
    return EventView.of(calendar(call).roleOf(call.account()), call.query());
  }

  private Response event(Call call, StoredEvent event) {
    return json(call, view(call).shown(event)).with("ETag", event.etag());
  }

  private static Response json(Call call, ObjectNode node) {
    return Response.json(200, FieldSelection.cut(node, call.query().get("fields")).toString());
  }
}
