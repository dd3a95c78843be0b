package org.wardbell.api.dashboard.signin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.ProblemDocument;
import org.wardbell.api.problem.ProblemException;

/**
 * The problems of a form.
 *
 * @param sentence about the whole, or null if all is said beside the fields
 */
public record FormProblems(@Nullable String sentence, List<FieldProblem> fields) {
  /** A form that nobody has sent yet. */
  public static final FormProblems NONE = new FormProblems(null, List.of());

  public FormProblems {
    fields = List.copyOf(fields);
  }

  static FormProblems of(ProblemException problem) {
    ProblemDocument document = problem.document();
    List<FieldProblem> fields = document.errors() == null ? List.of() : document.errors();
    return new FormProblems(fields.isEmpty() ? document.detail() : null, fields);
  }

  /** Returns what is wrong with a field and how to mend it, or null. */
  public @Nullable String of(String field) {
    return fields.stream()
        .filter(each -> each.field().equals(field))
        .map(each -> "This " + each.problem() + ". " + each.fix())
        .findFirst()
        .orElse(null);
  }
}
