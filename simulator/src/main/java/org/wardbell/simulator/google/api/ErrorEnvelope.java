package org.wardbell.simulator.google.api;

import java.util.Set;
import org.wardbell.simulator.google.calendar.GoogleException;
import org.wardbell.simulator.http.Response;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Google's JSON around an error, as its Calendar guide "Handle API errors" shows it. */
final class ErrorEnvelope {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** Reasons that belong to no single API. */
  private static final Set<String> USAGE_REASONS =
      Set.of("rateLimitExceeded", "userRateLimitExceeded", "quotaExceeded", "dailyLimitExceeded");

  private ErrorEnvelope() {}

  static Response of(GoogleException problem) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode error = root.putObject("error");
    ObjectNode first = error.putArray("errors").addObject();
    first.put("domain", domain(problem.reason()));
    first.put("reason", problem.reason());
    first.put("message", problem.sentence());
    if (problem.location() != null) {
      first.put("locationType", "parameter").put("location", problem.location());
    }
    if (problem.reason().equals("authError")) {
      first.put("locationType", "header").put("location", "Authorization");
    }
    error.put("code", problem.status());
    error.put("message", problem.sentence());
    return Response.json(problem.status(), root.toString());
  }

  private static String domain(String reason) {
    if (USAGE_REASONS.contains(reason)) {
      return "usageLimits";
    }
    return switch (reason) {
      case "fullSyncRequired",
          "updatedMinTooLongAgo",
          "forbiddenForNonOrganizer",
          "requiredAccessLevel",
          "syncTokenWithRequestRestrictions",
          "syncTokenWithNonDefaultOrdering" ->
          "calendar";
      default -> "global";
    };
  }
}
