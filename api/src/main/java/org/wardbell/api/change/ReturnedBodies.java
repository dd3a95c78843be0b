package org.wardbell.api.change;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.JsonProblems;
import org.wardbell.api.problem.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The reading of bodies that replace something: written by hand, or read, changed a little and sent
 * back. What only answers have is left out, so that a client need not know which fields these are.
 */
@Component
public final class ReturnedBodies {
  private final JsonMapper json;

  ReturnedBodies(JsonMapper json) {
    this.json = json;
  }

  /**
   * Returns the request that a body makes.
   *
   * @param body as it came
   * @param shown what a GET shows at this moment
   * @param request the kind of request; its fields are those that can be set
   * @param moving fields of answers that change without anybody's request, or with every change;
   *     their values are not looked at
   * @throws ProblemException 422 that names all fields that do not exist, and all that cannot be
   *     set and differ from what is shown
   */
  public <T> T read(ObjectNode body, Object shown, Class<T> request, Set<String> moving) {
    return read(settable(body, shown, request, moving), request);
  }

  /** Returns the part of a body that can be set, with the checks of {@link #read}. */
  public ObjectNode settable(ObjectNode body, Object shown, Class<?> request, Set<String> moving) {
    Set<String> settable = fields(request);
    Set<String> answered = fields(shown.getClass());
    JsonNode kept = json.valueToTree(shown);
    ObjectNode wanted = body.deepCopy();
    List<FieldProblem> problems = new ArrayList<>();
    for (String name : body.propertyNames()) {
      if (settable.contains(name)) {
        continue;
      }
      if (!answered.contains(name)) {
        problems.add(unknown(name));
      } else if (!moving.contains(name) && !isSame(body.path(name), kept.path(name))) {
        problems.add(
            new FieldProblem(
                name, "cannot be set", "Leave it out, or send it back as it was read."));
      }
      wanted.remove(name);
    }
    if (!problems.isEmpty()) {
      throw ProblemException.invalid(problems);
    }
    return wanted;
  }

  /** Returns the request of a body that has settable fields only. */
  public <T> T read(ObjectNode body, Class<T> request) {
    List<FieldProblem> unknown = new ArrayList<>();
    Set<String> settable = fields(request);
    for (String name : body.propertyNames()) {
      if (!settable.contains(name)) {
        unknown.add(unknown(name));
      }
    }
    if (!unknown.isEmpty()) {
      throw ProblemException.invalid(unknown);
    }
    try {
      return json.treeToValue(body, request);
    } catch (JacksonException failure) {
      throw JsonProblems.of(failure);
    }
  }

  /**
   * A field that is absent and one that is null are the same: answers leave nulls out. Numbers are
   * compared as they are written, because those that were read have another type.
   */
  private static boolean isSame(JsonNode sent, JsonNode kept) {
    return sent.toString().equals(kept.toString())
        || ((sent.isNull() || sent.isMissingNode()) && (kept.isNull() || kept.isMissingNode()));
  }

  private static FieldProblem unknown(String name) {
    return new FieldProblem(
        JsonProblems.shown(name),
        "is not a field that exists here",
        "Remove it or check its spelling.");
  }

  private static Set<String> fields(Class<?> body) {
    return Arrays.stream(body.getRecordComponents())
        .map(component -> snakeCase(component.getName()))
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
