package org.wardbell.api.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Enumeration;
import java.util.Optional;
import java.util.UUID;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.web.filter.OncePerRequestFilter;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import org.wardbell.api.problem.ProblemWriter;

/**
 * The filter that reads {@code Authorization: Bearer <key>} (RFC 6750), or else the cookie of a
 * session. A key that does not work ends the request; a session that does not is none. A request
 * with a key never looks for a session.
 */
final class ApiKeyFilter extends OncePerRequestFilter {
  private static final String SCHEME = "Bearer ";

  /** Ours have 52 characters; an operator's own may be longer, but not a document. */
  private static final int MAXIMUM_KEY_LENGTH = 512;

  /** A browser's EventSource cannot send a header, so a person's clinic comes as a parameter. */
  private static final String STREAM = "/api/v1/live";

  private static final String CLINIC_PARAMETER = "clinic_id";

  private final KnownKeys keys;
  private final PersonSessions sessions;
  private final KnownClinics clinics;
  private final ProblemWriter problems;

  ApiKeyFilter(
      KnownKeys keys, PersonSessions sessions, KnownClinics clinics, ProblemWriter problems) {
    this.keys = keys;
    this.sessions = sessions;
    this.clinics = clinics;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    Optional<CallerAuthentication> authentication;
    try {
      authentication =
          header == null
              ? session(request, response)
              : Optional.of(holder(header, request, response));
    } catch (ProblemException problem) {
      problems.write(response, problem);
      return;
    } catch (DataAccessException failure) {
      problems.write(response, ProblemException.passing(failure).orElseThrow(() -> failure));
      return;
    }
    if (authentication.isEmpty()) {
      chain.doFilter(request, response);
      return;
    }
    try {
      SecurityContextHolder.setContext(new SecurityContextImpl(authentication.get()));
      chain.doFilter(request, response);
    } finally {
      SecurityContextHolder.clearContext();
    }
  }

  /** Pages, health and signing in are the same for everybody, and cost no look-up. */
  private Optional<CallerAuthentication> session(
      HttpServletRequest request, HttpServletResponse response) {
    return request.getRequestURI().startsWith(OpenPaths.API) && !OpenPaths.isOpen(request)
        ? sessions
            .of(request, allowance -> allowance.tell(response))
            .map(person -> signedIn(person, request))
        : Optional.empty();
  }

  private CallerAuthentication holder(
      String header, HttpServletRequest request, HttpServletResponse response) {
    requireOne(request);
    Caller caller = authenticate(header, request, response);
    request.setAttribute(Caller.class.getName(), caller);
    return CallerAuthentication.of(caller);
  }

  private CallerAuthentication signedIn(SignedIn person, HttpServletRequest request) {
    request.setAttribute(SignedIn.class.getName(), person);
    UUID clinic = clinic(request);
    return CallerAuthentication.of(
        person,
        () -> person.caller(clinic, clinics).in(request.getRemoteAddr(), RequestIds.of(request)));
  }

  private static @Nullable UUID clinic(HttpServletRequest request) {
    FieldChecks checks = new FieldChecks();
    String header = request.getHeader(SignedIn.CLINIC_HEADER);
    UUID clinic =
        header == null && request.getRequestURI().equals(STREAM)
            ? checks.optionalId(CLINIC_PARAMETER, request.getParameter(CLINIC_PARAMETER))
            : checks.optionalId(SignedIn.CLINIC_HEADER, header);
    checks.orThrow();
    return clinic;
  }

  /** Two could be two keys, and whoever stands in front of us may have looked at the other one. */
  private static void requireOne(HttpServletRequest request) {
    Enumeration<String> headers = request.getHeaders(HttpHeaders.AUTHORIZATION);
    headers.nextElement();
    if (headers.hasMoreElements()) {
      throw ProblemException.of(
          ProblemKind.MALFORMED, "The request has several Authorization headers. Send one.");
    }
  }

  /** A header that would not count, on a request that writes into a clinic, is no small mistake. */
  private static void refuseClinic(HttpServletRequest request) {
    if (request.getHeader(SignedIn.CLINIC_HEADER) != null) {
      throw ProblemException.invalid(
          SignedIn.CLINIC_HEADER,
          "is for people who are signed in, and this request has an API key",
          "Leave it out, and name the clinic where the operation takes one.");
    }
  }

  private Caller authenticate(
      String header, HttpServletRequest request, HttpServletResponse response) {
    refuseClinic(request);
    Optional<String> key = key(header);
    return key.flatMap(
            text ->
                keys.caller(text, request.getRemoteAddr(), allowance -> allowance.tell(response)))
        .map(caller -> caller.in(request.getRemoteAddr(), RequestIds.of(request)))
        .orElseThrow(
            () -> {
              request.setAttribute(RefusedKey.class.getName(), refusal(key));
              return ProblemException.of(
                  ProblemKind.UNAUTHENTICATED,
                  "This API key does not work: it is unknown, expired or revoked. Send a working one as Authorization: Bearer <key>.");
            });
  }

  private RefusedKey refusal(Optional<String> key) {
    return key.map(keys::refusal)
        .orElseGet(() -> new RefusedKey(RefusedRequests.Reason.UNKNOWN_KEY, null));
  }

  private static Optional<String> key(@Nullable String header) {
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    String key = header.substring(SCHEME.length()).strip();
    return key.isEmpty() || key.length() > MAXIMUM_KEY_LENGTH ? Optional.empty() : Optional.of(key);
  }
}
