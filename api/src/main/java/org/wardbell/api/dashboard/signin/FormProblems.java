package org.wardbell.api.dashboard.signin;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.wardbell.api.dashboard.frame.Figures;
import org.wardbell.api.dashboard.refusal.RefusalWords;
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

  /** Answers with a problem's status, and returns what the form is to say of it. */
  public static FormProblems refuse(ProblemException problem, HttpServletResponse response) {
    response.setStatus(problem.kind().status().value());
    if (problem.retryAfter() != null) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(problem.retryAfter().toSeconds()));
    }

    ProblemDocument document = problem.document();
    List<FieldProblem> fields = document.errors() == null ? List.of() : document.errors();
    return new FormProblems(fields.isEmpty() ? sentence(problem) : null, fields);
  }

  /** A program reads in a header how long to wait, a person here. */
  private static @Nullable String sentence(ProblemException problem) {
    String detail = RefusalWords.of(problem.document().detail());
    return problem.retryAfter() == null
        ? detail
        : "%s Try again in %s.".formatted(detail, Figures.duration(problem.retryAfter()));
  }

  /** Returns what is wrong with a field and how to mend it, or null. */
  public @Nullable String of(String field) {
    return fields.stream()
        .filter(each -> each.field().equals(field))
        .map(RefusalWords::of)
        .findFirst()
        .orElse(null);
  }
}
