package org.wardbell.simulator.google;

import java.util.Locale;
import org.wardbell.simulator.google.api.ApiCall;
import org.wardbell.simulator.google.calendar.Mail;
import org.wardbell.simulator.google.push.Channel;
import org.wardbell.simulator.google.push.Push;
import org.wardbell.simulator.http.Query;
import org.wardbell.simulator.http.Response;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The views of the control API: events, channels, pushes, calls, counts. */
final class ControlViews {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final GoogleCalendarSimulator google;

  ControlViews(GoogleCalendarSimulator google) {
    this.google = google;
  }

  Response answer(String view, Query query) {
    ArrayNode rows = JSON.createArrayNode();
    switch (view) {
      case "events" -> google.doctor(query.get("calendar", "")).events().forEach(rows::add);
      case "instances" ->
          google
              .doctor(query.get("calendar", ""))
              .instances(query.get("event", ""))
              .forEach(rows::add);
      case "channels" ->
          google.channels(query.get("calendar", "")).forEach(c -> channel(rows.addObject(), c));
      case "pushes" -> google.pushes().forEach(push -> push(rows.addObject(), push));
      case "calls" -> google.calls().forEach(call -> call(rows.addObject(), call));
      case "mails" -> google.mails().all().forEach(mail -> mail(rows.addObject(), mail));
      case "stats" -> {
        return stats();
      }
      default -> {
        return Response.json(
            404,
            JSON.createObjectNode()
                .put(
                    "problem",
                    "GET events, instances, channels, pushes, calls, mails or stats under /_control/")
                .toString());
      }
    }
    return Response.json(200, rows.toString());
  }

  private Response stats() {
    ObjectNode node = JSON.createObjectNode();
    node.put("writes", google.writes());
    ObjectNode methods = node.putObject("calls");
    google.counts().forEach((method, count) -> methods.put(method.wireName(), count));
    ObjectNode mails = node.putObject("mails");
    ObjectNode asked = mails.putObject("by_send_updates");
    google.mails().bySendUpdates().forEach((value, count) -> asked.put(value, count));
    ObjectNode told = mails.putObject("by_recipient");
    google.mails().byRecipient().forEach((recipient, count) -> told.put(recipient, count));
    return Response.json(200, node.toString());
  }

  private static void channel(ObjectNode row, Channel channel) {
    row.put("id", channel.id()).put("calendar", channel.calendarId());
    row.put("address", channel.address()).put("resource_id", channel.resourceId());
    row.put("expiration", channel.expiration().toString());
  }

  private static void push(ObjectNode row, Push push) {
    row.put("channel", push.channelId()).put("message_number", push.messageNumber());
    row.put("state", push.state()).put("tries", push.tries());
    row.put("last_status", push.lastStatus());
  }

  private static void mail(ObjectNode row, Mail mail) {
    row.put("recipient", mail.recipient()).put("kind", mail.kind().name().toLowerCase(Locale.ROOT));
    row.put("send_updates", mail.sendUpdates().wireName());
    row.put("calendar", mail.calendarId()).put("event", mail.eventId());
  }

  private static void call(ObjectNode row, ApiCall call) {
    row.put("sequence", call.sequence()).put("at", call.at().toString());
    row.put("method", call.method().wireName()).put("calendar", call.calendarId());
    row.put("event", call.eventId()).put("query", call.query()).put("status", call.status());
  }
}
