package org.wardbell.simulator.google.calendar;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Google Meet: turns a creation request into a conference with a link. */
final class Conferences {

  private Conferences() {}

  /** Returns a code such as {@code abc-defg-hij}. */
  static String newMeetingCode() {
    return letters(3) + "-" + letters(4) + "-" + letters(3);
  }

  /**
   * Applies Google's rule for {@code conferenceDataVersion}: without it a write neither makes nor
   * keeps a conference; with it a {@code createRequest} becomes a pending conference. A request
   * with another id than the event's makes another conference (Events resource,
   * createRequest.requestId: "Clients should regenerate this ID for every new request").
   *
   * @param known the id of the request that the event had before, or null
   */
  static void apply(
      ObjectNode event,
      int conferenceDataVersion,
      StoredCalendar calendar,
      @Nullable String known) {
    if (conferenceDataVersion < 1) {
      event.remove("conferenceData");
      event.remove("hangoutLink");
      return;
    }
    JsonNode request = event.path("conferenceData").path("createRequest");
    String requestId = request.path("requestId").asString("");
    if (!request.isObject()) {
      return;
    }
    if (requestId.isEmpty()) {
      throw GoogleException.invalid("Missing conference request id.");
    }
    if (requestId.equals(known)) {
      return;
    }
    event.remove("hangoutLink");
    ObjectNode conference = JsonMapper.shared().createObjectNode();
    ObjectNode created = conference.putObject("createRequest");
    created.put("requestId", requestId);
    created.putObject("conferenceSolutionKey").put("type", "hangoutsMeet");
    created.putObject("status").put("statusCode", "pending");
    event.set("conferenceData", conference);
  }

  static boolean isPending(ObjectNode event) {
    JsonNode status = event.path("conferenceData").path("createRequest").path("status");
    return status.path("statusCode").asString("").equals("pending");
  }

  static @Nullable String requestId(ObjectNode event) {
    String id = event.path("conferenceData").path("createRequest").path("requestId").asString("");
    return id.isEmpty() ? null : id;
  }

  /** Turns a pending conference into one that Google could not make. */
  static void fail(ObjectNode event) {
    ObjectNode request = (ObjectNode) event.path("conferenceData").path("createRequest");
    request.putObject("status").put("statusCode", "failure");
  }

  /** Turns a pending conference into one with a link. */
  static void complete(ObjectNode event, StoredCalendar calendar) {
    ObjectNode conference = (ObjectNode) event.path("conferenceData");
    ObjectNode request = (ObjectNode) conference.path("createRequest");
    String code = calendar.conference(request.path("requestId").asString(""));
    String link = "https://meet.google.com/" + code;
    request.putObject("status").put("statusCode", "success");
    ObjectNode entry = conference.putArray("entryPoints").addObject();
    entry.put("entryPointType", "video").put("uri", link).put("label", link.substring(8));
    ObjectNode solution = conference.putObject("conferenceSolution");
    solution.putObject("key").put("type", "hangoutsMeet");
    solution.put("name", "Google Meet");
    conference.put("conferenceId", code);
    event.put("hangoutLink", link);
  }

  private static String letters(int count) {
    StringBuilder text = new StringBuilder();
    for (int index = 0; index < count; index++) {
      text.append((char) ('a' + ThreadLocalRandom.current().nextInt(26)));
    }
    return text.toString();
  }
}
