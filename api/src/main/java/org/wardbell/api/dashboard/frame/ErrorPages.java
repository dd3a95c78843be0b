package org.wardbell.api.dashboard.frame;

import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jooq.exception.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.wardbell.api.problem.ProblemException;

/** The writer of the page that says what went wrong, and what to do. */
@Component
final class ErrorPages {
  private final TemplateEngine templates;
  private final Frames frames;

  ErrorPages(TemplateEngine templates, Frames frames) {
    this.templates = templates;
    this.frames = frames;
  }

  /** Writes the whole page, unless an answer was begun already. */
  void write(HttpServletRequest request, HttpServletResponse response, ProblemException problem)
      throws IOException {
    write(request, response, problem, frame(request));
  }

  /** Writes the page for a request that comes before it is known whose it is. */
  void writeToAnybody(
      HttpServletRequest request, HttpServletResponse response, ProblemException problem)
      throws IOException {
    response.setHeader("Content-Security-Policy", PageSecurity.CONTENT_SECURITY_POLICY);
    response.setHeader("X-Content-Type-Options", "nosniff");
    write(request, response, problem, frames.bare(request));
  }

  private void write(
      HttpServletRequest request,
      HttpServletResponse response,
      ProblemException problem,
      Frame frame)
      throws IOException {
    if (response.isCommitted()) {
      return;
    }
    StringOutput page = new StringOutput();
    templates.render(
        "frame/error.jte",
        Map.of("frame", frame, "words", ErrorWords.of(problem, request, frame)),
        page);
    byte[] body = page.toString().getBytes(StandardCharsets.UTF_8);
    response.setStatus(problem.kind().status().value());
    response.setContentType(MediaType.TEXT_HTML_VALUE);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    if (problem.retryAfter() != null) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(problem.retryAfter().toSeconds()));
    }
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** Returns the frame of whoever is signed in; a database that is away leaves the page bare. */
  private Frame frame(HttpServletRequest request) {
    try {
      return frames.of(request);
    } catch (DataAccessException away) {
      return frames.bare(request);
    }
  }
}
