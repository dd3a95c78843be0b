package org.wardbell.simulator.receiver;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.wardbell.simulator.http.Bytes;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The reader of a behaviour from the JSON of the control API. */
final class BehaviourJson {

  /** Time between two dripped bytes when the step does not say. */
  private static final long DEFAULT_INTERVAL_MILLIS = 100;

  /** Bytes of a dripped body when the step gives none. */
  private static final int DEFAULT_DRIP_BYTES = 100;

  private static final Set<String> BEHAVIOUR_FIELDS = Set.of("steps", "statuses", "per_delivery");
  private static final Set<String> STEP_FIELDS =
      Set.of(
          "status",
          "headers",
          "body",
          "delay_ms",
          "retry_after",
          "redirect",
          "hang",
          "reset_after_bytes",
          "drip",
          "interval_ms",
          "endless",
          "echo",
          "raw");

  private static final JsonMapper JSON = JsonMapper.shared();

  private BehaviourJson() {}

  /**
   * Reads {@code {"statuses":[503,200]}} or {@code {"steps":[…]}}.
   *
   * @throws IllegalArgumentException with a sentence that names the remedy
   */
  static Behaviour read(String text) {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the body is not JSON: " + e.getOriginalMessage(), e);
    }
    refuseUnknown(root, BEHAVIOUR_FIELDS);
    List<Step> steps = new ArrayList<>();
    for (JsonNode status : root.path("statuses")) {
      steps.add(Step.answer(status.asInt(0)));
    }
    for (JsonNode step : root.path("steps")) {
      steps.add(step(step));
    }
    return new Behaviour(steps, root.path("per_delivery").asBoolean(false));
  }

  private static Step step(JsonNode node) {
    refuseUnknown(node, STEP_FIELDS);
    int usual = node.has("redirect") ? 302 : 200;
    Step step =
        Step.answer(node.path("status").asInt(usual))
            .withBody(text(node, "body"))
            .after(Duration.ofMillis(node.path("delay_ms").asLong(0)))
            .in(new AnswerStyle.Whole());
    for (var header : node.path("headers").properties()) {
      step = step.with(header.getKey(), header.getValue().asString(""));
    }
    if (node.has("retry_after")) {
      step = step.retryAfter(text(node, "retry_after"));
    }
    if (node.has("redirect")) {
      step = step.with("Location", text(node, "redirect"));
    }
    return misbehaving(step, node);
  }

  private static Step misbehaving(Step step, JsonNode node) {
    Duration between = Duration.ofMillis(node.path("interval_ms").asLong(DEFAULT_INTERVAL_MILLIS));
    if (node.path("hang").asBoolean(false)) {
      return step.in(new AnswerStyle.Hang());
    }
    if (node.has("reset_after_bytes")) {
      return step.in(new AnswerStyle.ResetAfter(node.path("reset_after_bytes").asInt(0)));
    }
    if (node.path("endless").asBoolean(false)) {
      return step.in(new AnswerStyle.Endless());
    }
    if (node.path("echo").asBoolean(false)) {
      return step.in(new AnswerStyle.Echo());
    }
    if (node.has("raw")) {
      return step.in(new AnswerStyle.Raw(Bytes.utf8(text(node, "raw"))));
    }
    return switch (text(node, "drip")) {
      case "" -> step;
      case "head" -> step.in(new AnswerStyle.DripHead(between));
      case "body" -> {
        Step dripping = step.in(new AnswerStyle.DripBody(between));
        yield step.body().size() > 0
            ? dripping
            : dripping.withBody(StepPlayer.filler(DEFAULT_DRIP_BYTES));
      }
      default -> throw new IllegalArgumentException("drip is \"head\" or \"body\"");
    };
  }

  private static String text(JsonNode node, String field) {
    return node.path(field).asString("");
  }

  private static void refuseUnknown(JsonNode node, Set<String> known) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(
          "a JSON object with " + new TreeSet<>(known) + " is needed");
    }
    for (String name : node.propertyNames()) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "field " + name + " is unknown; known are " + new TreeSet<>(known));
      }
    }
  }
}
