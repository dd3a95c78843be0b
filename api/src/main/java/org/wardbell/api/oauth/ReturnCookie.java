package org.wardbell.api.oauth;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;
import org.springframework.web.util.WebUtils;

/** The cookies by which a browser that comes back is known as the one that left with a state. */
public final class ReturnCookie {
  /** No other host can set a cookie with this beginning (RFC 6265bis, section 4.1.3.2). */
  private static final String HOST_ONLY = "__Host-";

  /** Two ways at a time, in two tabs, need two cookies. */
  private static final int STATE_CHARACTERS = 12;

  private final String name;
  private final Predicate<String> isState;
  private final Duration life;

  /**
   * Creates cookies of one kind of way.
   *
   * @param name how their names begin
   * @param isState whether a text can be a state; it has at least 12 characters then
   * @param life as long as the state's
   */
  public ReturnCookie(String name, Predicate<String> isState, Duration life) {
    this.name = name;
    this.isState = isState;
    this.life = life;
  }

  /** Returns the cookie that keeps a secret for a state. */
  public ResponseCookie of(String state, String secret, boolean secure) {
    return cookie(state, secret, life, secure);
  }

  /** Returns the cookie that ends the one of a state. */
  public ResponseCookie end(String state, boolean secure) {
    return cookie(state, "", Duration.ZERO, secure);
  }

  private ResponseCookie cookie(String state, String value, Duration lasting, boolean secure) {
    return ResponseCookie.from(name(state, secure), value)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Lax")
        .path("/")
        .maxAge(lasting)
        .build();
  }

  /** Returns the secret that a browser kept for a state, or null. */
  public @Nullable String in(HttpServletRequest request, String state, boolean secure) {
    Cookie cookie = isState.test(state) ? WebUtils.getCookie(request, name(state, secure)) : null;
    return cookie == null ? null : cookie.getValue();
  }

  private String name(String state, boolean secure) {
    return (secure ? HOST_ONLY : "") + name + state.substring(0, STATE_CHARACTERS);
  }
}
