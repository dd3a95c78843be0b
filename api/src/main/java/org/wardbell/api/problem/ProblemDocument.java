package org.wardbell.api.problem;

import java.util.List;

/**
 * The body of every error (RFC 9457).
 *
 * @param type which kind of problem, a URN that never changes
 * @param title the kind in words
 * @param status the HTTP status
 * @param detail this occurrence, and the remedy
 * @param errors each thing that is wrong, with its field and fix; may be empty
 */
public record ProblemDocument(
    String type, String title, int status, String detail, List<FieldProblem> errors) {
  public ProblemDocument {
    errors = List.copyOf(errors);
  }

  static ProblemDocument of(ProblemKind kind, String detail, List<FieldProblem> errors) {
    return new ProblemDocument(
        kind.type().toString(), kind.title(), kind.status().value(), detail, errors);
  }
}
