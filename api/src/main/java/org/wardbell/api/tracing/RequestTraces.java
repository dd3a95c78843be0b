package org.wardbell.api.tracing;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerMapping;
import org.wardbell.activities.tracing.TraceAttributes;
import org.wardbell.activities.tracing.TracedWork;
import org.wardbell.activities.tracing.Tracing;

/**
 * The filter that makes a span of each request to the API and each push of Google's, in the trace
 * of its caller. It is called by its route: a path and a query have ids of others in them, and may
 * have names.
 */
final class RequestTraces extends OncePerRequestFilter {
  /** Where they begin; pages and their parts, health and metrics are not traced. */
  private static final List<String> TRACED = List.of("/api/", "/calendar/", "/wp-json/");

  /** Others are words that a client made up. */
  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private static final String OTHER = "_OTHER";

  /** From here on it is ours, by the conventions: a client's mistake is no error of a server. */
  private static final int FIRST_ERROR = 500;

  private final Tracing tracing;

  RequestTraces(Tracing tracing) {
    this.tracing = tracing;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return TRACED.stream().noneMatch(request.getRequestURI()::startsWith);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String method = METHODS.contains(request.getMethod()) ? request.getMethod() : OTHER;
    try (TracedWork traced = tracing.serve(method, request::getHeader)) {
      traced.with(TraceAttributes.METHOD, method);
      try {
        chain.doFilter(request, response);
      } catch (ServletException | IOException | RuntimeException failure) {
        traced.failed(failure.getClass().getName());
        throw failure;
      } finally {
        answered(traced, method, request, response.getStatus());
      }
    }
  }

  private static void answered(
      TracedWork traced, String method, HttpServletRequest request, int status) {
    if (request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE)
        instanceof String route) {
      traced.named(method + " " + route).with(TraceAttributes.ROUTE, route);
    }
    traced.with(TraceAttributes.STATUS, status);
    if (status >= FIRST_ERROR) {
      traced.failed(Integer.toString(status));
    }
  }
}
