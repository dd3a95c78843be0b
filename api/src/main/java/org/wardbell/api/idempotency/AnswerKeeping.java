package org.wardbell.api.idempotency;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;
import org.wardbell.activities.database.CommitNote;
import org.wardbell.activities.idempotency.KeptAnswers;
import org.wardbell.api.problem.RequestBytes;
import org.wardbell.api.problem.RequestLimits;

/**
 * The filter that holds the body and the answer of requests with an {@code Idempotency-Key}, so
 * that the answer can be kept. Requests without one pass it untouched.
 */
final class AnswerKeeping extends OncePerRequestFilter {
  private static final Logger log = LoggerFactory.getLogger(AnswerKeeping.class);

  private final KeptAnswers answers;

  AnswerKeeping(KeptAnswers answers) {
    this.answers = answers;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getHeader(IdempotencyKeys.HEADER) == null
        || !IdempotencyKeys.mayBeKept(request.getMethod(), request.getRequestURI());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    byte[] body = RequestBytes.read(request, RequestLimits.MAXIMUM_BATCH_BYTES);
    RememberedRequest remembered = new RememberedRequest(answers, body);
    request.setAttribute(RememberedRequest.NAME, remembered);
    ContentCachingResponseWrapper answer = new ContentCachingResponseWrapper(response);
    CommitNote.<ServletException, IOException>during(
        remembered::noteCommit, () -> chain.doFilter(new BufferedRequest(request, body), answer));
    finish(remembered, answer);
    answer.copyBodyToResponse();
  }

  /** What was committed is told all the same: the key then says that it was done. */
  private static void finish(RememberedRequest remembered, ContentCachingResponseWrapper answer) {
    try {
      remembered.finish(answer);
    } catch (DataAccessException away) {
      log.warn("an answer was not kept: the database did not take it");
    }
  }
}
