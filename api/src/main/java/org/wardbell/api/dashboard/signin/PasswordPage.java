package org.wardbell.api.dashboard.signin;

/**
 * What the page of a one-time link shows.
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
