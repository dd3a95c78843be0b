package org.wardbell.api.change;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.JsonProblems;
import org.wardbell.api.problem.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.PropertyBindingException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The reading of bodies that replace something: written by hand, or read, changed a little and sent
 * back. What only answers have is left out, so that a client need not know which fields these are.
 */
@Component
public final class ReturnedBodies {
  /** More would help nobody, and looking for them all takes time. */
  private static final int MAXIMUM_PROBLEMS = 50;

  private final JsonMapper json;

  ReturnedBodies(JsonMapper json) {
    this.json = json;
  }

  /**
   * A body, read as far as it goes.
   *
   * @param request without the fields that could not be read
   * @param problems of these fields, and of those that do not exist
   */
  public record Reading<T>(T request, List<FieldProblem> problems) {
    public Reading {
      problems = List.copyOf(problems);
    }
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

  /**
   * Reads a body as far as it goes, so that all of its problems are told at once.
   *
   * @param shown what a GET shows at this moment; null for what is only made
   */
  public <T> Reading<T> readAll(
      ObjectNode body, @Nullable Object shown, Class<T> request, Set<String> moving) {
    List<FieldProblem> problems = new ArrayList<>();
    ObjectNode wanted =
        shown == null
            ? known(body, request, problems)
            : settable(body, shown, request, moving, problems);
    for (String name : List.copyOf(wanted.propertyNames())) {
      if (problems.size() < MAXIMUM_PROBLEMS) {
        checkAlone(wanted, name, request, problems);
      }
    }
    if (problems.size() >= MAXIMUM_PROBLEMS) {
      throw ProblemException.invalid(problems.subList(0, MAXIMUM_PROBLEMS));
    }
    return new Reading<>(read(wanted, request), problems);
  }

  /** Returns the part of a body whose fields exist. */
  private static ObjectNode known(ObjectNode body, Class<?> request, List<FieldProblem> problems) {
    Set<String> settable = fields(request);
    ObjectNode wanted = body.deepCopy();
    for (String name : body.propertyNames()) {
      if (!settable.contains(name)) {
        problems.add(unknown(name, settable));
        wanted.remove(name);
      }
    }
    return wanted;
  }

  /** Reads one field by itself: what is unknown in it is taken out, or all of it if it is wrong. */
  private void checkAlone(
      ObjectNode wanted, String name, Class<?> request, List<FieldProblem> problems) {
    ObjectNode alone = json.createObjectNode();
    alone.set(name, wanted.path(name));
    while (true) {
      try {
        var _ = json.treeToValue(alone, request);
        return;
      } catch (JacksonException failure) {
        ProblemException problem = JsonProblems.of(failure);
        if (problem.document().errors().isEmpty()) {
          throw problem;
        }
        problems.addAll(problem.document().errors());
        if (problems.size() >= MAXIMUM_PROBLEMS
            || !(failure instanceof PropertyBindingException unknown && take(alone, unknown))) {
          wanted.remove(name);
          return;
        }
      }
    }
  }

  /** Takes an unknown field out of the object that it stands in. */
  private static boolean take(ObjectNode body, PropertyBindingException unknown) {
    JsonNode place = body;
    List<JacksonException.Reference> path = unknown.getPath();
    for (JacksonException.Reference step : path.subList(0, path.size() - 1)) {
      place =
          step.getPropertyName() == null
              ? place.path(step.getIndex())
              : place.path(step.getPropertyName());
    }
    return place instanceof ObjectNode object && object.remove(unknown.getPropertyName()) != null;
  }

  /** Returns the part of a body that can be set, with the checks of {@link #read}. */
  public ObjectNode settable(ObjectNode body, Object shown, Class<?> request, Set<String> moving) {
    List<FieldProblem> problems = new ArrayList<>();
    ObjectNode wanted = settable(body, shown, request, moving, problems);
    if (!problems.isEmpty()) {
      throw ProblemException.invalid(problems);
    }
    return wanted;
  }

  private ObjectNode settable(
      ObjectNode body,
      Object shown,
      Class<?> request,
      Set<String> moving,
      List<FieldProblem> problems) {
    Set<String> settable = fields(request);
    Set<String> answered = fields(shown.getClass());
    JsonNode kept = json.valueToTree(shown);
    ObjectNode wanted = body.deepCopy();
    for (String name : body.propertyNames()) {
      if (settable.contains(name)) {
        continue;
      }
      if (!answered.contains(name)) {
        problems.add(unknown(name, settable));
      } else if (!moving.contains(name) && !isSame(body.path(name), kept.path(name))) {
        problems.add(
            new FieldProblem(
                name, "cannot be set", "Leave it out, or send it back as it was read."));
      }
      wanted.remove(name);
    }
    return wanted;
  }

  /** Returns the request of a body that has settable fields only. */
  public <T> T read(ObjectNode body, Class<T> request) {
    List<FieldProblem> unknown = new ArrayList<>();
    known(body, request, unknown);
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

  private static FieldProblem unknown(String name, Set<String> settable) {
    return JsonProblems.unknown(JsonProblems.shown(name), name, settable);
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
