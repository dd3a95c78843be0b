package org.wardbell.api.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import org.wardbell.api.problem.ProblemWriter;

/**
 * The filter that reads {@code Authorization: Bearer <key>} (RFC 6750). A key that does not work
 * ends the request.
 */
final class ApiKeyFilter extends OncePerRequestFilter {
  private static final String SCHEME = "Bearer ";

  /** Ours have 52 characters; an operator's own may be longer, but not a document. */
  private static final int MAXIMUM_KEY_LENGTH = 512;

  private final KnownKeys keys;
  private final ProblemWriter problems;

  ApiKeyFilter(KnownKeys keys, ProblemWriter problems) {
    this.keys = keys;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null) {
      chain.doFilter(request, response);
      return;
    }
    Caller caller;
    try {
      caller = authenticate(header, request.getRemoteAddr());
    } catch (ProblemException problem) {
      problems.write(response, problem);
      return;
    } catch (DataAccessException failure) {
      problems.write(response, ProblemException.passing(failure).orElseThrow(() -> failure));
      return;
    }
    try {
      SecurityContextHolder.setContext(new SecurityContextImpl(new KeyAuthentication(caller)));
      chain.doFilter(request, response);
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  private Caller authenticate(String header, String address) {
    return key(header)
        .flatMap(key -> keys.caller(key, address))
        .orElseThrow(
            () ->
                ProblemException.of(
                    ProblemKind.UNAUTHENTICATED,
                    "This API key does not work: it is unknown, expired or revoked. Send a working one as Authorization: Bearer <key>."));
  }

  private static Optional<String> key(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    String key = header.substring(SCHEME.length()).strip();
    return key.isEmpty() || key.length() > MAXIMUM_KEY_LENGTH ? Optional.empty() : Optional.of(key);
  }
}
