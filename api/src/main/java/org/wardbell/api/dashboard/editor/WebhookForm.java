package org.wardbell.api.dashboard.editor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.draft.Mask;
import org.wardbell.api.problem.FieldProblem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A webhook's form as the body of a request: the same that REST takes, so that the same checks hold
 * for it. What the form has no field for is not named in it. Created for each form.
 */
final class WebhookForm {
  private static final JsonMapper JSON = JsonMapper.shared();

  private static final List<String> TEXTS =
      List.of("name", "url", "method", "filter", "format", "detail", "content_type");

  private static final List<String> SWITCHES =
      List.of(
          "enabled",
          "allow_http",
          "ed25519_signature",
          "circuit_breaker",
          "auto_disable",
          "ordered");

  /** Which field of the payload belongs to which format. */
  private static final Map<String, String> PARTS =
      Map.of("template", "body", "form", "form", "transform", "transform");

  private final FormFields form;
  private final KeptValues kept;
  private final List<FieldProblem> problems = new ArrayList<>();
  private final ObjectNode body = JSON.createObjectNode();

  /** The values that a form keeps without showing them. */
  interface KeptValues {
    /** Returns a field's value, typed or kept; null if it has none. */
    @Nullable String of(String name);
  }

  WebhookForm(FormFields form, KeptValues kept) {
    this.form = form;
    this.kept = kept;
    TEXTS.forEach(name -> text(body, name, name));
    SWITCHES.forEach(name -> body.put(name, form.isOn(name)));
    events();
    body.set("headers", rows("headers"));
    body.set("query", rows("query"));
    payload();
    body.set("authentication", new AuthenticationFieldset(form, this::secret, problems).json());
    tls();
    number(body, "timeout_seconds", "timeout_seconds");
    number(body, "concurrency", "concurrency");
    retry();
    rate();
    answers();
  }

  /** Returns the body. */
  ObjectNode body() {
    return body;
  }

  /** Returns the problems of what cannot even be written as a body. */
  List<FieldProblem> problems() {
    return problems;
  }

  private void text(ObjectNode into, String key, String name) {
    String typed = form.of(name);
    into.put(key, typed.isBlank() ? null : typed.replace("\r\n", "\n"));
  }

  /** What is no number is sent as it is, and the check of the body says so. */
  private void number(ObjectNode into, String key, String name) {
    String typed = form.of(name).strip();
    if (typed.isEmpty()) {
      into.putNull(key);
    } else if (typed.matches("-?[0-9]{1,9}")) {
      into.put(key, Integer.parseInt(typed));
    } else if (typed.matches("[0-9]{1,9}\\.[0-9]{1,9}")) {
      into.put(key, Double.parseDouble(typed));
    } else {
      problems.add(new FieldProblem(name, "is not a number", "Write it with digits only."));
    }
  }

  private void events() {
    ArrayNode events = body.putArray("events");
    form.events().forEach(events::add);
  }

  private ArrayNode rows(String list) {
    ArrayNode rows = JSON.createArrayNode();
    for (int row : form.filledRows(list)) {
      String at = list + "[" + row + "]";
      String name = form.of(at + ".name");
      String value = secret(at + ".value");
      // A row is removed by emptying it.
      if (!name.isBlank() || (value != null && !Mask.isMask(value))) {
        ObjectNode entry = rows.addObject().put("name", name.strip());
        entry.put("value", value == null ? "" : value);
        if (form.isOn(at + ".secret")) {
          entry.put("secret", true);
        }
      }
    }
    return rows;
  }

  /** Returns a credential: typed, kept in the form, or dots for the one that the webhook has. */
  private @Nullable String secret(String name) {
    String value = kept.of(name);
    if (value != null || form.isOn(name + ".removed")) {
      return value;
    }
    String marker = form.of(name + FormFields.KEPT);
    boolean stored =
        marker.equals(StoredForm.STORED)
            || marker.equals(StoredForm.STORED + ":" + form.of("authentication.type"));
    return stored ? Mask.DOTS : null;
  }

  private void payload() {
    String format = form.of("format");
    for (String part : PARTS.values()) {
      body.putNull(part);
    }
    String part = PARTS.get(format);
    if ("form".equals(part)) {
      body.set("form", rows("form"));
    } else if (part != null) {
      text(body, part, part);
    }
  }

  private void tls() {
    String certificate = form.of("tls.certificate").strip();
    String authorities = form.of("tls.authorities").strip();
    String key = certificate.isEmpty() ? null : secret("tls.key");
    if (certificate.isEmpty() && authorities.isEmpty()) {
      body.putNull("tls");
    } else {
      body.putObject("tls")
          .put("certificate", certificate.isEmpty() ? null : certificate)
          .put("key", key)
          .put("authorities", authorities.isEmpty() ? null : authorities);
    }
  }

  private void retry() {
    ObjectNode retry = body.putObject("retry");
    List.of("schedule_seconds", "attempts", "initial_seconds", "factor", "max_seconds")
        .forEach(retry::putNull);
    text(retry, "on", "retry.on");
    switch (form.of("retry.kind")) {
      case "schedule" -> {
        Optional<List<Long>> waits = RetryWaits.read(form.of("retry.schedule_seconds"));
        if (waits.isEmpty()) {
          problems.add(
              new FieldProblem(
                  "retry.schedule_seconds",
                  "A wait here cannot be read.",
                  "Write the waits with commas between them, such as 0, 5 s, 5 min, 2 h, 1 d."));
        } else {
          ArrayNode seconds = retry.putArray("schedule_seconds");
          waits.get().forEach(seconds::add);
        }
      }
      case "growing" ->
          List.of("attempts", "initial_seconds", "factor", "max_seconds")
              .forEach(each -> number(retry, each, "retry." + each));
      default -> {
        // The standard schedule.
      }
    }
  }

  private void rate() {
    List<String> names = List.of("limit", "per_seconds", "burst");
    if (names.stream().allMatch(each -> form.of("rate." + each).isBlank())) {
      body.putNull("rate");
    } else {
      ObjectNode rate = body.putObject("rate");
      names.forEach(each -> number(rate, each, "rate." + each));
    }
  }

  /** A form from before there were fields for rules leaves them as they are. */
  private void answers() {
    if (!form.isOn("answers.shown")) {
      return;
    }
    ArrayNode rules = body.putArray("answers");
    for (int row : form.filledRows("answers")) {
      String at = "answers[" + row + "]";
      ObjectNode rule = rules.addObject();
      number(rule, "status", at + ".status");
      for (String part : List.of("contains", "meaning", "name", "advice")) {
        text(rule, part, at + "." + part);
      }
    }
  }

  /** Returns a JSON object that somebody typed, or null after noting that it is none. */
  static @Nullable JsonNode object(String field, String text, List<FieldProblem> problems) {
    try {
      JsonNode read = Objects.requireNonNull(JSON.readTree(text));
      if (read.isObject()) {
        return read;
      }
    } catch (JacksonException notJson) {
      // Said below.
    }
    problems.add(
        new FieldProblem(
            field,
            "is not a JSON object",
            "Write it like {\"role\": \"clinic\"}, or leave it out."));
    return null;
  }
}
