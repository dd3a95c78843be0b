package org.wardbell.api.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.wardbell.activities.idempotency.Claim;
import org.wardbell.activities.idempotency.KeptAnswer;
import org.wardbell.activities.idempotency.KeptAnswers;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/**
 * The interceptor that lets a request with an idempotency key through once. It stands behind the
 * check of roles, so that nobody gets an answer that they may not have any more.
 */
final class Repetitions implements HandlerInterceptor {
  private static final Duration SOON = Duration.ofSeconds(1);
  private static final Duration LATER = Duration.ofHours(1);

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    String header = request.getHeader(IdempotencyKeys.HEADER);
    if (header == null
        || !(handler instanceof HandlerMethod method)
        || !method.hasMethodAnnotation(Needs.class)
        || IdempotencyKeys.isOfEvents(request.getRequestURI())) {
      return true;
    }
    if (!IdempotencyKeys.areTaken(method)
        || !(request.getAttribute(RememberedRequest.NAME)
            instanceof RememberedRequest remembered)) {
      throw ProblemException.invalid(
          IdempotencyKeys.HEADER,
          "does not count here",
          "Leave it out. It counts for requests that make or start something: the API reference lists it there.");
    }
    String key = IdempotencyKeys.read(header);
    return switch (remembered.claim(request, Caller.calling(), key)) {
      case Claim.Mine _ -> true;
      case Claim.Answered given -> {
        repeat(given.answer(), response);
        yield false;
      }
      case Claim.Running _ ->
          throw ProblemException.later(
              ProblemKind.CONFLICT,
              "The first request with this Idempotency-Key is still being worked on. Send it again in a moment.",
              SOON);
      case Claim.Unanswered _ ->
          throw ProblemException.of(
              ProblemKind.CONFLICT,
              "The first request with this Idempotency-Key changed something, but its answer was not kept. Look at what there is; use a new key to do it once more.");
      case Claim.Taken _ ->
          throw ProblemException.invalid(
              IdempotencyKeys.HEADER,
              "was used before for another request",
              "Use a new key for a new request; send the very same request to repeat one.");
      case Claim.Full _ ->
          throw ProblemException.later(
              ProblemKind.TOO_MANY_REQUESTS,
              "This clinic has used %d idempotency keys within a day. Send the request without one, or later."
                  .formatted(KeptAnswers.MAXIMUM_PER_CLINIC),
              LATER);
    };
  }

  private static void repeat(KeptAnswer answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    for (Map.Entry<String, String> header : answer.headers().entrySet()) {
      if (header.getKey().equals(HttpHeaders.CONTENT_TYPE)) {
        response.setContentType(header.getValue());
      } else {
        response.setHeader(header.getKey(), header.getValue());
      }
    }
    response.setHeader(IdempotencyKeys.REPLAYED, "true");
    response.getOutputStream().write(answer.body());
  }
}
