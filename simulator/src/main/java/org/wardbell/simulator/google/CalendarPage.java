package org.wardbell.simulator.google;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import org.wardbell.simulator.google.api.ApiCall;
import org.wardbell.simulator.google.calendar.EventTimes;
import org.wardbell.simulator.google.calendar.StoredCalendar;
import org.wardbell.simulator.google.calendar.StoredEvent;
import org.wardbell.simulator.google.push.Channel;
import org.wardbell.simulator.google.push.Push;
import org.wardbell.simulator.http.Html;
import tools.jackson.databind.JsonNode;

/** Calendars, events, channels and the newest calls, for people. */
final class CalendarPage {

  private static final int REFRESH_SECONDS = 2;

  /** Calls and pushes on the page. */
  private static final int MAX_ROWS = 30;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  private CalendarPage() {}

  static String render(GoogleCalendarSimulator google) {
    StringBuilder body = new StringBuilder();
    List<StoredCalendar> calendars = google.storedCalendars();
    if (calendars.isEmpty()) {
      body.append("<p>No account yet: <code>POST /_control/accounts {\"email\":…}</code></p>");
    }
    for (StoredCalendar calendar : calendars) {
      body.append("<h2>").append(Html.escape(calendar.id())).append("</h2>");
      events(body, calendar);
      channels(body, google.channels(calendar.id()));
    }
    calls(body, google.calls());
    pushes(body, google.pushes());
    return Html.page("Google Calendar (simulated)", REFRESH_SECONDS, body.toString());
  }

  private static void events(StringBuilder body, StoredCalendar calendar) {
    body.append("<table><tr><th>Start<th>End<th>Title<th>Status<th>Guests<th>Id</tr>");
    calendar.all().stream()
        .sorted(Comparator.comparing((StoredEvent event) -> start(event, calendar)))
        .forEach(
            event -> {
              JsonNode json = event.json();
              body.append("<tr><td>").append(time(json.path("start")));
              body.append("<td>").append(time(json.path("end")));
              body.append("<td>").append(text(json, "summary"));
              body.append("<td class=\"").append(event.cancelled() ? "bad" : "good").append("\">");
              body.append(text(json, "status")).append("<td>");
              for (JsonNode guest : json.path("attendees")) {
                body.append(text(guest, "email")).append(": ");
                body.append(text(guest, "responseStatus")).append("<br>");
              }
              body.append("<td><code>").append(Html.escape(event.id())).append("</code></tr>");
            });
    body.append("</table>");
  }

  private static Instant start(StoredEvent event, StoredCalendar calendar) {
    return EventTimes.instant(event.json().path("start"), calendar.zone());
  }

  private static void channels(StringBuilder body, List<Channel> channels) {
    for (Channel channel : channels) {
      body.append("<p>Pushes go to <code>").append(Html.escape(channel.address()));
      body.append("</code> until ").append(DAY.format(channel.expiration())).append(".</p>");
    }
  }

  private static void calls(StringBuilder body, List<ApiCall> calls) {
    body.append("<h2>Calls</h2><table><tr><th>Time<th>Method<th>Event<th>Answered</tr>");
    newest(calls)
        .forEach(
            call -> {
              body.append("<tr><td>").append(TIME.format(call.at())).append("<td>");
              body.append(call.method().wireName()).append("<td><code>");
              body.append(Html.escape(call.eventId())).append("</code><td>");
              body.append(call.status() == 0 ? "reply lost" : call.status()).append("</tr>");
            });
    body.append("</table>");
  }

  private static void pushes(StringBuilder body, List<Push> pushes) {
    body.append("<h2>Pushes</h2><table><tr><th>Number<th>State<th>Tries<th>Answered</tr>");
    newest(pushes)
        .forEach(
            push -> {
              body.append("<tr><td>").append(push.messageNumber()).append("<td>");
              body.append(push.state()).append("<td>").append(push.tries()).append("<td>");
              body.append(push.lastStatus() == 0 ? "no answer" : push.lastStatus());
              body.append("</tr>");
            });
    body.append("</table>");
  }

  private static <T> List<T> newest(List<T> rows) {
    return rows.reversed().stream().limit(MAX_ROWS).toList();
  }

  private static String time(JsonNode time) {
    String date = time.path("date").asString("");
    return Html.escape(date.isEmpty() ? time.path("dateTime").asString("") : date);
  }

  private static String text(JsonNode node, String field) {
    return Html.escape(node.path(field).asString(""));
  }
}
