package org.wardbell.simulator.google;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.simulator.google.api.CallFault;
import org.wardbell.simulator.google.api.CallLimits;
import org.wardbell.simulator.google.push.PushFaults;
import tools.jackson.databind.JsonNode;

/** The reader of faults from the JSON of the control API. */
final class FaultJson {

  private FaultJson() {}

  /**
   * Reads {@code {"kind":"error","status":503,"reason":"backendError","retry_after":"2","times":3,
   * "method":"events.list","page":2}}; kinds are error, html, lose_reply, lose_request and late.
   */
  static CallFault call(JsonNode body) {
    String method = body.path("method").asString("");
    return new CallFault(
        body.path("times").asInt(1),
        method.isEmpty() ? null : ApiMethod.named(method),
        body.path("page").asInt(0),
        kind(body));
  }

  /**
   * Reads {@code {"seed":7,"drop":0.1,"duplicate":0.1,"reorder":0.1,"longest_delay_ms":50,
   * "merge_within_ms":100,"after_stop_ms":1000,"without_expiration":0.5,"without_token":0.1}}.
   */
  static PushFaults push(JsonNode body) {
    return new PushFaults(
        body.path("seed").asLong(1),
        body.path("drop").asDouble(0),
        body.path("duplicate").asDouble(0),
        body.path("reorder").asDouble(0),
        Duration.ofMillis(body.path("longest_delay_ms").asLong(0)),
        body.path("sync_before_answer").asBoolean(false),
        Duration.ofMillis(body.path("merge_within_ms").asLong(0)),
        Duration.ofMillis(body.path("after_stop_ms").asLong(0)),
        body.path("without_expiration").asDouble(0),
        body.path("without_token").asDouble(0));
  }

  /** Reads {@code {"per_user":600,"per_calendar":0,"per_project":10000,"status":403}}. */
  static CallLimits.Limits limits(JsonNode body) {
    return new CallLimits.Limits(
        body.path("per_user").asInt(0),
        body.path("per_calendar").asInt(0),
        body.path("per_project").asInt(0),
        body.path("status").asInt(403),
        Duration.ofSeconds(body.path("window_seconds").asLong(60)));
  }

  private static CallFault.Kind kind(JsonNode body) {
    String kind = body.path("kind").asString("error");
    int status = body.path("status").asInt(503);
    return switch (kind) {
      case "error" ->
          new CallFault.Kind.Failure(
              status, body.path("reason").asString("backendError"), retryAfter(body));
      case "html" -> new CallFault.Kind.Html(status);
      case "lose_reply" -> new CallFault.Kind.LoseReply();
      case "lose_request" -> new CallFault.Kind.LoseRequest();
      case "late" ->
          new CallFault.Kind.Late(Duration.ofMillis(body.path("delay_ms").asLong(1_000)));
      default ->
          throw new IllegalArgumentException(
              "kind "
                  + kind
                  + " is unknown; error, html, lose_reply, lose_request and late are known");
    };
  }

  private static @Nullable String retryAfter(JsonNode body) {
    return body.hasNonNull("retry_after") ? body.path("retry_after").asString() : null;
  }
}
