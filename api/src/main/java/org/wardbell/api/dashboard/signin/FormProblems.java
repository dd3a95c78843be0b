package org.wardbell.api.dashboard.signin;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.wardbell.api.dashboard.frame.Figures;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.ProblemDocument;
import org.wardbell.api.problem.ProblemException;

/**
 * The problems of a form.
 *
 * @param sentence about the whole, or null if all is said beside the fields
 */
public record FormProblems(@Nullable String sentence, List<FieldProblem> fields) {
  private static final Pattern FIELD = Pattern.compile("\\b[a-z]+(?:_[a-z]+)+\\b");

  /** Names of REST, and what they are called on pages. */
  private static final Map<String, String> LABELS =
      Map.of(
          "payload_days", "the days of payloads",
          "delivery_days", "the days of deliveries",
          "time_zone", "the time zone",
          "contact_number", "the telephone number",
          "current_password", "the present password",
          "expires_at", "the end",
          "clinic_id", "the clinic",
          "doctor_id", "the doctor");

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
    String detail = problem.document().detail();
    return problem.retryAfter() == null
        ? detail
        : "%s Try again in %s.".formatted(detail, Figures.duration(problem.retryAfter()));
  }

  /** Returns what is wrong with a field and how to mend it, or null. */
  public @Nullable String of(String field) {
    return fields.stream()
        .filter(each -> each.field().equals(field))
        .map(each -> "This " + each.problem() + ". " + each.fix())
        .map(FormProblems::forPeople)
        .findFirst()
        .orElse(null);
  }

  /** Returns a sentence in which fields are called as forms call them, and not as REST does. */
  private static String forPeople(String sentence) {
    return FIELD
        .matcher(sentence)
        .replaceAll(
            name -> LABELS.getOrDefault(name.group(), Matcher.quoteReplacement(name.group())));
  }
}
