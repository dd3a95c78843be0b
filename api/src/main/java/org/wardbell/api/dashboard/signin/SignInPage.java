package org.wardbell.api.dashboard.signin;

import org.jspecify.annotations.Nullable;

/**
 * The content of the sign-in page.
 *
 * @param to the page to go on to
 * @param email as it was typed
 * @param said what has just happened, or null
 * @param asksCode whether the password was right and a one-time code is needed as well
 */
public record SignInPage(
    String to, String email, @Nullable String said, boolean asksCode, FormProblems problems) {
  private static final String CODE = "code";

  static SignInPage empty(String to, @Nullable String said) {
    return new SignInPage(to, "", said, false, FormProblems.NONE);
  }

  static SignInPage refused(String to, @Nullable String email, FormProblems problems) {
    return new SignInPage(
        to, email == null ? "" : email, null, problems.of(CODE) != null, problems);
  }

  /** Hides who it is. */
  @Override
  public String toString() {
    return "SignInPage[hidden]";
  }
}
