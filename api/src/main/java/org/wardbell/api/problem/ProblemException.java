package org.wardbell.api.problem;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.DatabaseFailures;

/**
 * The end of a request with a problem document. Carries no stack trace: it is an answer, not a
 * fault.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ProblemKind kind;
  private final transient List<FieldProblem> errors;
  private final transient @Nullable Duration retryAfter;
  private final transient @Nullable List<FreeSlot> alternatives;
  private final transient Map<String, String> headers;

  private ProblemException(
      ProblemKind kind, String detail, List<FieldProblem> errors, @Nullable Duration retryAfter) {
    this(kind, detail, errors, retryAfter, null, Map.of());
  }

  private ProblemException(
      ProblemKind kind,
      String detail,
      List<FieldProblem> errors,
      @Nullable Duration retryAfter,
      @Nullable List<FreeSlot> alternatives,
      Map<String, String> headers) {
    super(detail, null, false, false);
    this.kind = kind;
    this.errors = List.copyOf(errors);
    this.retryAfter = retryAfter;
    this.alternatives = alternatives == null ? null : List.copyOf(alternatives);
    this.headers = Map.copyOf(headers);
  }

  /** Returns the same problem, with free slots in place of the one that is taken. */
  public ProblemException withAlternatives(List<FreeSlot> free) {
    return new ProblemException(kind, detail(), errors, retryAfter, free, headers);
  }

  /** Returns the same problem, whose answer has further headers. */
  public ProblemException withHeaders(Map<String, String> further) {
    return new ProblemException(kind, detail(), errors, retryAfter, alternatives, further);
  }

  /** Returns a problem of that kind. */
  public static ProblemException of(ProblemKind kind, String detail) {
    return new ProblemException(kind, detail, List.of(), null);
  }

  /** Returns a problem of that kind that fields caused. */
  public static ProblemException of(ProblemKind kind, String detail, List<FieldProblem> errors) {
    return new ProblemException(kind, detail, errors, null);
  }

  /** Returns 422 with everything that is wrong. */
  public static ProblemException invalid(List<FieldProblem> errors) {
    String detail =
        errors.size() == 1
            ? "The field " + errors.getFirst().field() + " is not right; see errors."
            : errors.size() + " fields are not right; see errors.";
    return new ProblemException(ProblemKind.INVALID, detail, errors, null);
  }

  /** Returns 422 for one field. */
  public static ProblemException invalid(String field, String problem, String fix) {
    return invalid(List.of(new FieldProblem(field, problem, fix)));
  }

  /** Returns 404; also for a row of another clinic, so that nobody learns that it exists. */
  public static ProblemException notFound(String what) {
    return of(
        ProblemKind.NOT_FOUND,
        "There is no "
            + what
            + " with this id, or it belongs to a clinic that this key does not see.");
  }

  /** Returns 503, or 429, with the time after which another try makes sense. */
  public static ProblemException later(ProblemKind kind, String detail, Duration retryAfter) {
    return new ProblemException(kind, detail, List.of(), retryAfter);
  }

  /**
   * Returns the answer to a failure outside of controllers: 503 if it passes, otherwise 500 with
   * the number under which the log has it.
   */
  public static ProblemException fault(Exception failure) {
    Optional<ProblemException> passing =
        failure instanceof DataAccessException database ? passing(database) : Optional.empty();
    return passing.orElseGet(() -> of(ProblemKind.INTERNAL, Incidents.note(failure)));
  }

  /** Returns 400 for an address or a header that the firewall does not let in. */
  public static ProblemException unusualCharacters() {
    return of(
        ProblemKind.MALFORMED,
        "The address or a header has characters that no request of this API has. The API reference is at /api/docs.");
  }

  /** Returns 503 while the database is away. */
  static ProblemException databaseAway() {
    return later(
        ProblemKind.UNAVAILABLE,
        "The database does not answer, so nothing was kept. Send the request again.",
        Duration.ofSeconds(5));
  }

  /**
   * Returns 503 for a failure of the database after which the same request may succeed: it is away,
   * or another transaction won. Returns nothing for a fault of ours.
   */
  public static Optional<ProblemException> passing(DataAccessException failure) {
    return DatabaseFailures.isAway(failure) || DatabaseFailures.isRace(failure)
        ? Optional.of(databaseAway())
        : Optional.empty();
  }

  public ProblemKind kind() {
    return kind;
  }

  public ProblemDocument document() {
    return ProblemDocument.of(kind, detail(), errors, alternatives);
  }

  /** Returns the headers of the answer that only this occurrence has. */
  public Map<String, String> headers() {
    return headers;
  }

  private String detail() {
    return getMessage() == null ? "" : getMessage();
  }

  /** Returns the seconds of the Retry-After header, or null for none. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
