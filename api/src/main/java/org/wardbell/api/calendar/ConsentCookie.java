package org.wardbell.api.calendar;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.wardbell.activities.calendar.consent.ConsentSecrets;
import org.wardbell.activities.calendar.consent.ConsentWays;
import org.wardbell.activities.calendar.consent.Departure;

/** The cookie by which a browser that comes back from Google is known as the one that left. */
final class ConsentCookie {
  /** No other host can set a cookie with this beginning (RFC 6265bis, section 4.1.3.2). */
  private static final String HOST_ONLY = "__Host-";

  private static final String NAME = "wardbell-calendar-";

  /** Two ways at a time, in two tabs, need two cookies. */
  private static final int STATE_CHARACTERS = 12;

  private ConsentCookie() {}

  static ResponseCookie of(Departure departure, boolean secure) {
    return cookie(departure.state(), departure.secret(), ConsentWays.STATE_LIFE, secure);
  }

  /** Returns the cookie that ends the one of a state. */
  static ResponseCookie end(String state, boolean secure) {
    return cookie(state, "", Duration.ZERO, secure);
  }

  private static ResponseCookie cookie(String state, String value, Duration life, boolean secure) {
    return ResponseCookie.from(name(state, secure), value)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Lax")
        .path("/")
        .maxAge(life)
        .build();
  }

  /** Returns the secret that a browser kept for a state, or null. */
  static @Nullable String in(HttpServletRequest request, String state, boolean secure) {
    Cookie[] cookies = request.getCookies();
    if (cookies == null || !ConsentSecrets.isWord(state)) {
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
