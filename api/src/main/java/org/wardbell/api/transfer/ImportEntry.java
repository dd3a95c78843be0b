package org.wardbell.api.transfer;

import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.SigningSecret;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.webhook.WebhookRequest;

/**
 * One webhook of a file, read.
 *
 * @param name as the file has it, for the report; may be empty
 * @param id the webhook that it was, or null
 * @param request the webhook, or null if it could not be read
 * @param secrets what a new one signs with; a new secret if there are none
 * @param notes what became something else on the way here
 * @param problems why it cannot be taken; empty if it may
 * @param inItsNames says a problem of ours in the names of the file
 */
public record ImportEntry(
    String name,
    @Nullable UUID id,
    @Nullable WebhookRequest request,
    List<SigningSecret> secrets,
    List<ImportNote> notes,
    List<FieldProblem> problems,
    UnaryOperator<FieldProblem> inItsNames) {
  /** Describes one of a file that has our names. */
  ImportEntry(
      String name,
      @Nullable UUID id,
      @Nullable WebhookRequest request,
      List<SigningSecret> secrets,
      List<ImportNote> notes,
      List<FieldProblem> problems) {
    this(name, id, request, secrets, notes, problems, UnaryOperator.identity());
  }

  public ImportEntry {
    secrets = List.copyOf(secrets);
    notes = List.copyOf(notes);
    problems = List.copyOf(problems);
  }

  /** Returns one that could not be read. */
  static ImportEntry unread(String name, ProblemException problem) {
    List<FieldProblem> errors = problem.document().errors();
    return refused(
        name,
        List.of(),
        errors.isEmpty()
            ? List.of(
                new FieldProblem(
                    "webhook",
                    "cannot be read: " + problem.document().detail(),
                    "Write it as POST /api/v1/webhooks takes it."))
            : errors);
  }

  /** Returns one that cannot be taken. */
  public static ImportEntry refused(
      String name, List<ImportNote> notes, List<FieldProblem> problems) {
    return new ImportEntry(name, null, null, List.of(), notes, problems);
  }
}
