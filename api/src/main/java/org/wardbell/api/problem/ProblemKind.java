package org.wardbell.api.problem;

import java.net.URI;
import java.util.Arrays;
import org.springframework.http.HttpStatus;

/**
 * The kinds of problem a client may tell apart. The type's last word is contract; never rename one.
 */
public enum ProblemKind {
  MALFORMED(HttpStatus.BAD_REQUEST, "malformed", "The request cannot be read"),
  UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "unauthenticated", "Nobody is signed in"),
  FORBIDDEN(HttpStatus.FORBIDDEN, "forbidden", "This caller may not do that"),
  NOT_FOUND(HttpStatus.NOT_FOUND, "not-found", "There is nothing here"),
  METHOD_NOT_ALLOWED(
      HttpStatus.METHOD_NOT_ALLOWED, "method-not-allowed", "This address takes other methods"),
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "not-acceptable", "Answers are JSON"),
  CONFLICT(HttpStatus.CONFLICT, "conflict", "This contradicts what is kept already"),
  PRECONDITION_FAILED(
      HttpStatus.PRECONDITION_FAILED, "precondition-failed", "It was changed meanwhile"),
  GONE(HttpStatus.GONE, "gone", "This was here and has ended"),
  TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "too-large", "The request is too large"),
  UNSUPPORTED_MEDIA_TYPE(
      HttpStatus.UNSUPPORTED_MEDIA_TYPE,
      "unsupported-media-type",
      "Content type that is not taken here"),
  INVALID(HttpStatus.UNPROCESSABLE_CONTENT, "invalid", "Something in the request is not right"),
  TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "too-many-requests", "Too many requests"),
  INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "internal", "Wardbell made a mistake"),
  NOT_IMPLEMENTED(
      HttpStatus.NOT_IMPLEMENTED,
      "not-implemented",
      "This way of sending a request is not known here"),
  UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "unavailable", "Try again in a moment");

  private static final String TYPE_PREFIX = "urn:wardbell:problem:";

  private final HttpStatus status;
  private final String title;
  private final URI type;

  ProblemKind(HttpStatus status, String word, String title) {
    this.status = status;
    this.title = title;
    this.type = URI.create(TYPE_PREFIX + word);
  }

  /** Returns the kind for an HTTP status when nothing more is known. */
  public static ProblemKind of(int status) {
    return Arrays.stream(values())
        .filter(kind -> kind.status.value() == status)
        .findFirst()
        .orElse(status >= 500 ? INTERNAL : MALFORMED);
  }

  public HttpStatus status() {
    return status;
  }

  public String title() {
    return title;
  }

  public URI type() {
    return type;
  }
}
