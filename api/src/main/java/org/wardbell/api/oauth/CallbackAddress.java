package org.wardbell.api.oauth;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/** The address to which authorization servers lead browsers back. */
@Component
final class CallbackAddress {
  static final String PATH = "/oauth/callback";

  private final @Nullable String publicUrl;

  CallbackAddress(Environment environment) {
    String url = environment.getProperty("wardbell.public-url", "").strip();
    this.publicUrl = url.isEmpty() ? null : url.replaceAll("/+$", "");
  }

  /**
   * Returns the redirect URI.
   *
   * @throws ProblemException 409 if this server's public address is not configured
   */
  String required() {
    if (publicUrl == null) {
      throw ProblemException.of(
          ProblemKind.CONFLICT,
          "No browser can be led back here. Set WARDBELL_PUBLIC_URL to where this server is reached, and start it again.");
    }
    return publicUrl + PATH;
  }
}
