package org.wardbell.api.problem;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.event.NearNames;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.PropertyBindingException;

/** Jackson's complaints in our words. Its own messages may quote the payload, so none is used. */
public final class JsonProblems {
  private JsonProblems() {}

  /** Returns the answer to a body that could not be read. */
  public static ProblemException of(JacksonException failure) {
    return of(failure, "Send one JSON object in UTF-8 (RFC 8259).");
  }

  /** Returns the same for a file, which may be a list, and in some places YAML. */
  public static ProblemException ofFile(JacksonException failure) {
    return of(
        failure,
        "Send JSON in UTF-8 (RFC 8259); a file in YAML, where one is taken, with Content-Type: application/yaml.");
  }

  private static ProblemException of(JacksonException failure, String advice) {
    return switch (failure) {
      case StreamConstraintsException limit -> tooMuch(limit);
      case PropertyBindingException unknown -> unknownField(unknown);
      case MismatchedInputException mismatch when !mismatch.getPath().isEmpty() ->
          wrongType(mismatch);
      case MismatchedInputException mismatch when mismatch.getTargetType() != null ->
          ProblemException.of(
              ProblemKind.MALFORMED, "The body must be one JSON object, and nothing after it.");
      case InputCoercionException outOfRange when !outOfRange.getPath().isEmpty() ->
          ProblemException.invalid(
              path(outOfRange), "is out of range", "Send a number of usual size.");
      case DatabindException other when !other.getPath().isEmpty() ->
          ProblemException.invalid(
              path(other), "cannot be read", "See the API reference for this field's form.");
      default -> malformed(failure, advice);
    };
  }

  private static ProblemException tooMuch(StreamConstraintsException limit) {
    String message = limit.getOriginalMessage() == null ? "" : limit.getOriginalMessage();
    if (message.contains("nesting depth")) {
      return ProblemException.of(
          ProblemKind.MALFORMED,
          "The JSON is nested deeper than %d levels. Send flatter data."
              .formatted(RequestLimits.MAXIMUM_DEPTH));
    }
    if (message.contains("ocument length")) {
      return ProblemException.of(
          ProblemKind.TOO_LARGE,
          "The body is larger than %d KiB.".formatted(RequestLimits.MAXIMUM_BODY_BYTES / 1024));
    }
    return ProblemException.of(
        ProblemKind.MALFORMED, "The JSON has a number or a name of unreasonable length.");
  }

  private static ProblemException unknownField(PropertyBindingException unknown) {
    List<String> known =
        unknown.getKnownPropertyIds() == null
            ? List.of()
            : unknown.getKnownPropertyIds().stream().map(String::valueOf).toList();
    return ProblemException.invalid(
        List.of(unknown(path(unknown), unknown.getPropertyName(), known)));
  }

  /**
   * Returns the problem of a field that is not in the contract.
   *
   * @param path where it stands
   * @param name as it was sent
   * @param known the fields that there are beside it
   */
  public static FieldProblem unknown(String path, String name, Collection<String> known) {
    List<String> near =
        name.length() > RequestLimits.MAXIMUM_SHOWN_NAME
            ? List.of()
            : NearNames.of(name.toLowerCase(Locale.ROOT), known);
    return new FieldProblem(
        path,
        "is not a field that exists here",
        NearNames.question(near, "Remove it or check its spelling.")
            + (near.isEmpty() ? "" : " Otherwise remove it.")
            + (known.isEmpty()
                ? ""
                : known.stream()
                    .sorted()
                    .collect(Collectors.joining(", ", " Fields here: ", "."))));
  }

  private static ProblemException wrongType(MismatchedInputException mismatch) {
    return ProblemException.invalid(
        path(mismatch),
        "must be " + expected(mismatch.getTargetType()),
        form(mismatch.getTargetType()));
  }

  /** Returns how a value of a type is written in JSON. */
  private static String form(@Nullable Class<?> type) {
    if (type != null && type.isEnum()) {
      return "Choose one of these.";
    }
    return switch (type == null ? "" : type.getSimpleName()) {
      case "" -> "See the API reference for this field's form.";
      case "String" -> "Put it into double quotes.";
      case "Integer", "int", "Long", "long", "Double", "double", "BigDecimal" ->
          "Write it in digits, without quotes.";
      case "Boolean", "boolean" -> "Write it without quotes.";
      case "List", "ArrayList", "Set" -> "Put the entries into square brackets: [ ].";
      case "UUID" -> "Use the id that an earlier answer gave, in double quotes.";
      case "Instant", "OffsetDateTime" -> "Write it with its offset, in double quotes.";
      default -> "Put its fields into braces: { }.";
    };
  }

  static String expected(@Nullable Class<?> type) {
    if (type == null) {
      return "something else";
    }
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(String::valueOf)
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    return switch (type.getSimpleName()) {
      case "String" -> "text";
      case "Integer", "int", "Long", "long" -> "a whole number";
      case "Double", "double", "BigDecimal" -> "a number";
      case "Boolean", "boolean" -> "true or false";
      case "List", "ArrayList", "Set" -> "a list";
      case "UUID" -> "an id such as 0198c0de-0000-7000-8000-000000000000";
      case "Instant", "OffsetDateTime" -> "a time such as 2026-11-22T09:30:00+01:00 (RFC 3339)";
      default -> "a JSON object";
    };
  }

  /** A key that stands twice would be read in one way here and in another elsewhere. */
  private static ProblemException twice(String name) {
    return ProblemException.of(
        ProblemKind.MALFORMED,
        "A field stands twice in one object.",
        List.of(new FieldProblem(shown(name), "stands twice in one object", "Send it once.")));
  }

  private static ProblemException malformed(JacksonException failure, String advice) {
    if (failure instanceof StreamReadException
        && failure.getOriginalMessage() != null
        && failure.getOriginalMessage().startsWith("Duplicate Object property")
        && failure.processor() instanceof JsonParser parser
        && parser.currentName() != null) {
      return twice(parser.currentName());
    }
    String where =
        failure.getLocation() == null || failure.getLocation().getLineNr() < 1
            ? ""
            : String.format(
                Locale.ROOT,
                " (line %d, column %d)",
                failure.getLocation().getLineNr(),
                failure.getLocation().getColumnNr());
    return ProblemException.of(
        ProblemKind.MALFORMED, "The body is not JSON" + where + ". " + advice);
  }

  /** Returns where a body could not be read, as a path; empty if that is no field. */
  public static String path(JacksonException failure) {
    List<JacksonException.Reference> references = failure.getPath();
    StringBuilder path = new StringBuilder();
    for (JacksonException.Reference reference : references) {
      if (reference.getPropertyName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(shown(reference.getPropertyName()));
      }
    }
    return path.toString();
  }

  /**
   * Returns a field's name for a message: it comes from outside, so it is cut short and made
   * printable.
   */
  public static String shown(String name) {
    String printable = name.replaceAll("[\\p{C}\\p{Z}&&[^ ]]", "?");
    return printable.length() <= RequestLimits.MAXIMUM_SHOWN_NAME
        ? printable
        : printable.substring(0, RequestLimits.MAXIMUM_SHOWN_NAME) + "…";
  }
}
