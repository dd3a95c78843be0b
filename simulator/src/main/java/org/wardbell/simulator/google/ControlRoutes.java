package org.wardbell.simulator.google;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import org.wardbell.simulator.google.calendar.GoogleException;
import org.wardbell.simulator.google.calendar.Role;
import org.wardbell.simulator.http.Query;
import org.wardbell.simulator.http.Request;
import org.wardbell.simulator.http.Response;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The Java API over HTTP, for other processes: {@code POST /_control/<act>} with a JSON object. */
final class ControlRoutes {

  static final String PREFIX = "/_control/";

  private static final JsonMapper JSON = JsonMapper.shared();

  private final GoogleCalendarSimulator google;
  private final ControlViews views;

  ControlRoutes(GoogleCalendarSimulator google) {
    this.google = google;
    this.views = new ControlViews(google);
  }

  Response answer(Request request) {
    String act = request.path().substring(PREFIX.length());
    try {
      return switch (request.method()) {
        case "GET" -> views.answer(act, Query.parse(request.query()));
        case "POST" -> act(act, JSON.readTree(request.body().utf8()));
        case "DELETE" -> delete(act);
        default -> problem(405, "use GET, POST or DELETE");
      };
    } catch (JacksonException e) {
      return problem(400, "the body is not JSON: " + e.getOriginalMessage());
    } catch (DateTimeException e) {
      return problem(400, "a time is not RFC 3339 or a zone is unknown: " + e.getMessage());
    } catch (IllegalArgumentException | GoogleException e) {
      return problem(400, String.valueOf(e.getMessage()));
    }
  }

  private Response delete(String act) {
    switch (act) {
      case "calls" -> google.clearLogs();
      case "faults" -> google.behaveWell();
      default -> {
        return problem(404, "DELETE /_control/calls or /_control/faults");
      }
    }
    return Response.of(204);
  }

  private Response act(String act, JsonNode body) {
    String calendar = body.path("calendar").asString("");
    switch (act) {
      case "accounts" -> {
        return account(body);
      }
      case "clients" -> client(body);
      case "service-accounts" -> {
        return Response.json(200, google.addServiceAccount(need(body, "email")));
      }
      case "calendars" -> google.addCalendar(need(body, "id"), need(body, "owner"), zone(body));
      case "authorization-codes" -> {
        return made("code", google.authorizationCode(need(body, "email")));
      }
      case "revoke-access" -> google.revokeAccess(need(body, "email"));
      case "expire-access-tokens" -> google.expireAccessTokens();
      case "expire-sync-tokens" -> google.expireSyncTokens(calendar);
      case "expire-channels" -> google.expireChannels(calendar);
      case "drop-channels" -> google.dropChannels(calendar);
      case "faults" -> google.fault(FaultJson.call(body));
      case "limits" -> google.limits(FaultJson.limits(body));
      case "push-faults" -> google.pushFaults(FaultJson.push(body));
      default -> {
        return act.startsWith("doctor/")
            ? DoctorJson.act(act, google.doctor(calendar), body)
            : switches(act, calendar, body);
      }
    }
    return Response.of(204);
  }

  private void client(JsonNode body) {
    google.registerClient(
        need(body, "id"),
        need(body, "secret"),
        body.path("redirect_uris").valueStream().map(JsonNode::asString).toArray(String[]::new));
  }

  private Response switches(String act, String calendar, JsonNode body) {
    switch (act) {
      case "push-support" -> google.pushSupported(calendar, body.path("supported").asBoolean());
      case "channel-life" ->
          google.longestChannelLife(Duration.ofSeconds(body.path("seconds").asLong(1)));
      case "push-tries" -> google.pushTries(body.path("posts").asInt(1));
      case "meet-links" ->
          google.meetLinksAfter(Duration.ofMillis(body.path("delay_ms").asLong(0)));
      case "empty-first-pages" -> google.emptyFirstPages(body.path("empty").asBoolean());
      case "share" -> google.share(calendar, need(body, "email"), Role.named(need(body, "role")));
      case "unshare" -> google.share(calendar, need(body, "email"), null);
      case "lock" -> google.lockCopy(calendar, need(body, "event"));
      case "restoring" -> refuseRestoring(calendar, body);
      case "instances-beyond-window" ->
          google.lists().instancesBeyondTheWindow(body.path("come").asBoolean());
      case "tombstones-of-instances" ->
          google
              .lists()
              .tombstonesOfInstancesReach(
                  body.hasNonNull("days") ? Duration.ofDays(body.path("days").asLong()) : null);
      default -> {
        return problem(404, "no such act: " + act);
      }
    }
    return Response.of(204);
  }

  private void refuseRestoring(String calendar, JsonNode body) {
    if (body.hasNonNull("event")) {
      google.refuseRestoring(calendar, need(body, "event"));
    } else {
      google.refuseRestoring(calendar, body.path("refused").asBoolean(true));
    }
  }

  private Response account(JsonNode body) {
    String email = need(body, "email");
    google.addAccount(email, zone(body));
    String chosen = body.path("refresh_token").asString("");
    return made(
        "refresh_token", chosen.isEmpty() ? google.grant(email) : google.grant(email, chosen));
  }

  private static ZoneId zone(JsonNode body) {
    return ZoneId.of(body.path("time_zone").asString("Europe/Berlin"));
  }

  static String need(JsonNode body, String field) {
    String value = body.path(field).asString("");
    if (value.isEmpty()) {
      throw new IllegalArgumentException("field " + field + " is missing");
    }
    return value;
  }

  private static Response made(String field, String value) {
    return Response.json(200, JSON.createObjectNode().put(field, value).toString());
  }

  static Response problem(int status, String sentence) {
    ObjectNode node = JSON.createObjectNode();
    return Response.json(status, node.put("problem", sentence).toString());
  }
}
