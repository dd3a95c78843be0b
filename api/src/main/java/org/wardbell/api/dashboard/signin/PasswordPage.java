package org.wardbell.api.dashboard.signin;

/**
 * The content of a one-time link's page.
 *
 * @param token the link's
 */
public record PasswordPage(String token, FormProblems problems) {
  /** Hides the token. */
  @Override
  public String toString() {
    return "PasswordPage[hidden]";
  }
}
