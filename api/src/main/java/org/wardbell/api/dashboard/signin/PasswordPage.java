package org.wardbell.api.dashboard.signin;

/**
 * The content of a one-time link's page.
 *
 * @param token the link's
 * @param works whether the link may still work
 */
public record PasswordPage(String token, boolean works, FormProblems problems) {
  /** Hides the token. */
  @Override
  public String toString() {
    return "PasswordPage[hidden]";
  }
}
