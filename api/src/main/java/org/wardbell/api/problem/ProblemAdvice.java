package org.wardbell.api.problem;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.MissingRequestHeaderException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.wardbell.activities.crypto.WrongMasterKeyException;
import org.wardbell.activities.event.StorageUnavailable;
import org.wardbell.activities.expression.ExpressionOverload;
import tools.jackson.core.JacksonException;

/** The advice that turns everything that ends a request early into a problem document. */
@RestControllerAdvice
final class ProblemAdvice {
  /** A person has to put the key back. */
  private static final Duration SEALED_RETRY = Duration.ofMinutes(1);

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  @ExceptionHandler
  ResponseEntity<ProblemDocument> answer(ProblemException problem) {
    ResponseEntity.BodyBuilder answer = begin(problem.kind());
    if (problem.retryAfter() != null) {
      answer.header(HttpHeaders.RETRY_AFTER, Long.toString(problem.retryAfter().toSeconds()));
    }
    problem.headers().forEach(answer::header);
    return answer.body(problem.document());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDocument> unreadable(HttpMessageNotReadableException failure) {
    return answer(
        failure.getCause() instanceof JacksonException json
            ? JsonProblems.of(json)
            : ProblemException.of(
                ProblemKind.MALFORMED, "The request has no body. Send one JSON object."));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDocument> json(JacksonException failure) {
    return failed(failure);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDocument> wrongArgument(MethodArgumentTypeMismatchException failure) {
    if (failure.getParameter().hasParameterAnnotation(PathVariable.class)) {
      return answer(ProblemException.notFound("resource"));
    }
    return answer(
        ProblemException.invalid(
            failure.getName(),
            "does not have the right form",
            "It must be " + JsonProblems.expected(failure.getRequiredType()) + "."));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDocument> missing(MissingServletRequestParameterException failure) {
    return answer(
        ProblemException.invalid(
            failure.getParameterName(),
            "is missing",
            failure.getMethodParameter() == null
                ? "Add the parameter."
                : ParameterWords.of(failure.getMethodParameter()).fix()));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDocument> missing(MissingRequestHeaderException failure) {
    return answer(
        ProblemException.invalid(failure.getHeaderName(), "is missing", "Add the header."));
  }

  /** Its message quotes the value. */
  @ExceptionHandler
  ResponseEntity<ProblemDocument> undecodable(InvalidParameterException failure) {
    return answer(
        ProblemException.of(
            ProblemKind.MALFORMED,
            "A parameter of the address is not name=value in percent-encoded UTF-8 (RFC 3986, section 2.5), or there are more than 1,000."));
  }

  /** A controller, or what stands before it, read a header that the firewall does not let in. */
  @ExceptionHandler
  ResponseEntity<ProblemDocument> rejected(RequestRejectedException failure) {
    return answer(ProblemException.unusualCharacters());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDocument> away(StorageUnavailable failure) {
    return answer(ProblemException.databaseAway());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDocument> notEvaluated(ExpressionOverload overload) {
    return answer(
        ProblemException.later(
            ProblemKind.UNAVAILABLE,
            "The expression or schema was not evaluated: "
                + overload.getMessage()
                + ". Nothing was kept; try again.",
            overload.isSlow() ? Duration.ofSeconds(60) : Duration.ofSeconds(5)));
  }

  @ExceptionHandler
  ResponseEntity<ProblemDocument> database(DataAccessException failure) {
    return ProblemException.passing(failure).map(this::answer).orElseGet(() -> failed(failure));
  }

  /** Answers 503 while these data are sealed with another master key; the log says which. */
  @ExceptionHandler
  ResponseEntity<ProblemDocument> sealed(WrongMasterKeyException failure) {
    log.error("a request needs data of another master key: {}", failure.getMessage());
    return answer(
        ProblemException.later(
            ProblemKind.UNAVAILABLE,
            "This clinic's data cannot be opened until the operator has put its master key back.",
            SEALED_RETRY));
  }

  /** Ignores a failure to write to a client that went away. */
  @ExceptionHandler
  void gone(IOException failure) {
    log.debug("client went away: {}", failure.getClass().getSimpleName());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDocument> other(Exception failure) {
    if (!(failure instanceof ErrorResponse known)) {
      return failed(failure);
    }
    ProblemKind kind = ProblemKind.of(known.getStatusCode().value());
    HttpHeaders headers = known.getHeaders();
    return begin(kind)
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(ProblemDocument.of(kind, detail(kind, headers), List.of()));
  }

  private static String detail(ProblemKind kind, HttpHeaders headers) {
    return switch (kind) {
      case NOT_FOUND -> "No such address. The API reference at /api/docs lists them all.";
      case METHOD_NOT_ALLOWED ->
          "This address takes " + shown(headers.getFirst(HttpHeaders.ALLOW)) + ".";
      case UNSUPPORTED_MEDIA_TYPE -> "Send the body with Content-Type: " + accepted(headers) + ".";
      case NOT_ACCEPTABLE ->
          "Ask for application/json in the Accept header, or leave that header out.";
      case MALFORMED,
          UNAUTHENTICATED,
          FORBIDDEN,
          CONFLICT,
          PRECONDITION_FAILED,
          GONE,
          TOO_LARGE,
          INVALID,
          TOO_MANY_REQUESTS,
          INTERNAL,
          NOT_IMPLEMENTED,
          UNAVAILABLE ->
          kind.title() + ".";
    };
  }

  /** Returns what an address takes, which answers say in Accept (RFC 9110, section 12.5.1). */
  private static String accepted(HttpHeaders headers) {
    String types =
        headers.getAccept().stream()
            .filter(MediaType::isConcrete)
            .map(MediaType::toString)
            .distinct()
            .collect(Collectors.joining(" or "));
    return types.isEmpty() ? MediaType.APPLICATION_JSON_VALUE : types;
  }

  private static String shown(@Nullable String allowed) {
    return allowed == null ? "other methods" : allowed;
  }

  private static ResponseEntity<ProblemDocument> failed(Exception failure) {
    return begin(ProblemKind.INTERNAL)
        .body(ProblemDocument.of(ProblemKind.INTERNAL, Incidents.note(failure), List.of()));
  }

  private static ResponseEntity.BodyBuilder begin(ProblemKind kind) {
    return ResponseEntity.status(kind.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
  }
}
