package org.wardbell.api.session;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/**
 * The refusal of requests that another site makes a browser send. A token of the session in a
 * header proves that a page of ours sent it; what the browser says about the sender
 * (Sec-Fetch-Site, W3C Fetch Metadata) is asked as well, and alone where there is no session yet.
 */
final class SameSite {
  /** The header in which a request that changes something carries its session's token. */
  static final String TOKEN_HEADER = "X-CSRF-Token";

  /** The field in which a form of a page carries it. */
  static final String TOKEN_FIELD = "csrf";

  /** The header of requests that a page makes by itself: nobody did anything. */
  static final String BACKGROUND_HEADER = "Wardbell-Background";

  /** A stream connects again every half hour, as long as the page is open. */
  private static final String STREAM = "/api/v1/live";

  private static final String FORM = "application/x-www-form-urlencoded";

  /** RFC 9110, section 9.2.1. */
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

  /** Browsers that say nothing, and clients that are none, are not refused for it. */
  private static final Set<String> FOREIGN = Set.of("cross-site", "same-site");

  private SameSite() {}

  /** Returns whether a request changes something. */
  static boolean changes(HttpServletRequest request) {
    return !SAFE.contains(request.getMethod());
  }

  /** Returns the token that a request carries in a header, or in a form, or null. */
  static @Nullable String token(HttpServletRequest request) {
    String header = request.getHeader(TOKEN_HEADER);
    String type = request.getContentType();
    return header == null && type != null && type.startsWith(FORM)
        ? request.getParameter(TOKEN_FIELD)
        : header;
  }

  /** Returns whether a person did something, rather than a page that is open by itself. */
  static boolean isActivity(HttpServletRequest request) {
    return request.getHeader(BACKGROUND_HEADER) == null && !request.getRequestURI().equals(STREAM);
  }

  /**
   * Refuses a request that a page of another site made.
   *
   * @throws ProblemException 403 if the browser says so
   */
  static void require(HttpServletRequest request) {
    String site = request.getHeader("Sec-Fetch-Site");
    if (site != null && FOREIGN.contains(site)) {
      throw ProblemException.of(
          ProblemKind.FORBIDDEN, "A page of another site sent this. Use a page of this server.");
    }
  }

  /** Returns the refusal of a request without the token of its session. */
  static ProblemException tokenMissing() {
    return ProblemException.of(
        ProblemKind.FORBIDDEN,
        "A session's request that changes something needs the header "
            + TOKEN_HEADER
            + ": csrf_token of GET /api/v1/session.");
  }

  /** Returns the refusal of a request with the token of another session, or with none at all. */
  static ProblemException tokenForeign() {
    return ProblemException.of(
        ProblemKind.FORBIDDEN,
        "The header "
            + TOKEN_HEADER
            + " is not this session's: send csrf_token of GET /api/v1/session, which each sign-in makes anew.");
  }
}
