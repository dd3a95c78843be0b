package org.wardbell.api.documentation;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.wardbell.api.page.PageRequest;

/** The words for parameters that mean the same wherever they stand. */
final class CommonParameters {
  /** The ends of a period. */
  private static final Set<String> PERIOD = Set.of("from", "to", "ended_from", "ended_to");

  private CommonParameters() {}

  /** Describes those that nothing else was said about. */
  static void describe(OpenAPI document) {
    document
        .getPaths()
        .forEach(
            (path, item) -> item.readOperations().forEach(operation -> describe(path, operation)));
  }

  private static void describe(String path, Operation operation) {
    for (Parameter each :
        Objects.requireNonNullElse(operation.getParameters(), List.<Parameter>of())) {
      if (each.getName().equals("limit")) {
        each.getSchema().setMinimum(BigDecimal.ONE);
        each.getSchema().setMaximum(BigDecimal.valueOf(PageRequest.MAXIMUM_LIMIT));
        each.getSchema().setDefault(PageRequest.DEFAULT_LIMIT);
      }
      if (PERIOD.contains(each.getName()) && each.getSchema().getFormat() == null) {
        // Read as text, so that what is no time is told like all other faults.
        each.getSchema().setFormat("date-time");
      }
      if (each.getDescription() == null || each.getDescription().isBlank()) {
        each.setDescription(words(path, each));
      }
    }
  }

  private static String words(String path, Parameter parameter) {
    return switch (parameter.getName()) {
      case "cursor" ->
          "next_cursor of the page before, unchanged; the first page if it is left out.";
      case "limit" -> "The most rows on the page.";
      case "id" -> "The " + owner(path) + "'s id.";
      case "type" -> "The type's name, such as appointment.booked.";
      default -> "";
    };
  }

  /** Returns the noun of what a path's id belongs to: webhook in {@code /webhooks/{id}/test}. */
  private static String owner(String path) {
    List<String> segments = List.of(path.split("/", -1));
    String noun = segments.get(segments.indexOf("{id}") - 1);
    return OperationNames.singular(noun).replace('-', ' ');
  }
}
