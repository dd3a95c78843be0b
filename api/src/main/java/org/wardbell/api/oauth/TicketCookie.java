package org.wardbell.api.oauth;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.wardbell.activities.authentication.Authorizations;

/** The cookie by which a browser that comes back is known as the one that left. */
final class TicketCookie {
  /** No other host can set a cookie with this beginning (RFC 6265bis, section 4.1.3.2). */
  private static final String HOST_ONLY = "__Host-";

  private static final String NAME = "wardbell-oauth-";

  /** Two ways at a time, in two tabs, need two cookies. */
  private static final int STATE_CHARACTERS = 12;

  private TicketCookie() {}

  static ResponseCookie of(String ticket, boolean secure) {
    return ResponseCookie.from(name(Authorizations.state(ticket), secure), ticket)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Lax")
        .path("/")
        .maxAge(Authorizations.LIFE)
        .build();
  }

  /** Returns the ticket that a browser kept for a state, or null. */
  static @Nullable String in(HttpServletRequest request, String state, boolean secure) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null || !Authorizations.isToken(state)) {
      return null;
    }
    String name = name(state, secure);
    for (Cookie cookie : cookies) {
      if (cookie.getName().equals(name)) {
        return cookie.getValue();
      }
    }
    return null;
  }

  private static String name(String state, boolean secure) {
    return (secure ? HOST_ONLY : "") + NAME + state.substring(0, STATE_CHARACTERS);
  }
}
