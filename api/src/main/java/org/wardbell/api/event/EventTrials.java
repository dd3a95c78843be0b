package org.wardbell.api.event;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.ProblemDocument;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.RequestLimits;
import tools.jackson.databind.json.JsonMapper;

/** The checks that a posted event passes, without keeping it. */
@Component
public final class EventTrials {
  private final EventChecks checks;
  private final JsonMapper json;

  EventTrials(EventChecks checks, JsonMapper json) {
    this.checks = checks;
    this.json = json;
  }

  /**
   * Returns the event of a body.
   *
   * @throws ProblemException for all that a post of it would be refused for
   */
  NewEvent check(byte[] body, @Nullable String key, Caller caller) {
    FieldChecks problems = new FieldChecks();
    NewEvent event = checks.check(EventParser.one(body, problems), key, caller, problems);
    problems.orThrow();
    return event;
  }

  /** Returns what is wrong with data of a type, as somebody typed it; empty if it would be kept. */
  public List<FieldProblem> problems(String type, String data, Caller caller) {
    if (data.length() > RequestLimits.MAXIMUM_BODY_BYTES) {
      return List.of(new FieldProblem("data", "is larger than an event may be", "Shorten it."));
    }
    try {
      // By itself first: it stands where only one JSON object may.
      EventParser.object(data.getBytes(StandardCharsets.UTF_8));
      String event = "{\"type\":" + json.writeValueAsString(type) + ",\"data\":" + data + "}";
      var _ = check(event.getBytes(StandardCharsets.UTF_8), null, caller);
      return List.of();
    } catch (ProblemException problem) {
      ProblemDocument document = problem.document();
      return document.errors() == null || document.errors().isEmpty()
          ? List.of(new FieldProblem("data", String.valueOf(document.detail()), ""))
          : document.errors();
    }
  }
}
