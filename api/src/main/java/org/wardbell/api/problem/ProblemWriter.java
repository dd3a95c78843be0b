package org.wardbell.api.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The writer of problems outside of controllers: in filters, and for requests that the container
 * refuses.
 */
@Component
public final class ProblemWriter {
  private final JsonMapper json;

  ProblemWriter(JsonMapper json) {
    this.json = json;
  }

  /** Writes the whole answer, unless one was begun already. */
  public void write(HttpServletResponse response, ProblemException problem) throws IOException {
    if (response.isCommitted()) {
      return;
    }
    byte[] body = json.writeValueAsBytes(problem.document());
    response.setStatus(problem.kind().status().value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setContentLength(body.length);
    if (problem.retryAfter() != null) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(problem.retryAfter().toSeconds()));
    }
    problem.headers().forEach(response::setHeader);
    if (problem.kind() == ProblemKind.UNAUTHENTICATED) {
      // RFC 6750, section 3.
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"wardbell\"");
    }
    response.getOutputStream().write(body);
  }
}
