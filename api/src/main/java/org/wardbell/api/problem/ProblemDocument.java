package org.wardbell.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of every error (RFC 9457).
 *
 * @param type which kind of problem, a URN that never changes
 * @param title the kind in words
 * @param status the HTTP status
 * @param detail this occurrence, and the remedy
 * @param errors each thing that is wrong, with its field and fix; may be empty
 * @param alternatives free slots in place of one that is taken; or null for any other problem
 */
public record ProblemDocument(
    String type,
    String title,
    int status,
    String detail,
    List<FieldProblem> errors,
    @Schema(description = "Free slots in place of one that is taken.")
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable List<FreeSlot> alternatives) {
  public ProblemDocument {
    errors = List.copyOf(errors);
    alternatives = alternatives == null ? null : List.copyOf(alternatives);
  }

  static ProblemDocument of(ProblemKind kind, String detail, List<FieldProblem> errors) {
    return of(kind, detail, errors, null);
  }

  static ProblemDocument of(
      ProblemKind kind,
      String detail,
      List<FieldProblem> errors,
      @Nullable List<FreeSlot> alternatives) {
    return new ProblemDocument(
        kind.type().toString(), kind.title(), kind.status().value(), detail, errors, alternatives);
  }
}
