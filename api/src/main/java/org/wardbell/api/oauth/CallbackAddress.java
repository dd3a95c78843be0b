package org.wardbell.api.oauth;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.wardbell.activities.authentication.Authorizations;
import org.wardbell.activities.crypto.SecretWords;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import org.wardbell.workflows.webhook.ServerText;

/** The addresses at which browsers leave for authorization servers, and come back. */
@Component
public final class CallbackAddress {
  static final String PATH = "/oauth/callback";
  static final String BEGIN_PATH = "/oauth/begin";

  /** What a browser keeps until it is back. */
  static final ReturnCookie COOKIE =
      new ReturnCookie("wardbell-oauth-", SecretWords::isWord, Authorizations.LIFE);

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
    return required(PATH);
  }

  /**
   * Returns the address of a path of this server, as browsers reach it.
   *
   * @throws ProblemException 409 if this server's public address is not configured
   */
  public String required(String path) {
    if (publicUrl == null) {
      throw ProblemException.of(
          ProblemKind.CONFLICT,
          "No browser can be led back here. Set WARDBELL_PUBLIC_URL to where this server is reached, and start it again.");
    }
    return publicUrl + path;
  }

  /** Returns the page at which a ticket's browser begins. */
  URI begin(String ticket) {
    return URI.create(publicUrl + BEGIN_PATH + "?ticket=" + ticket);
  }

  /** Returns whether browsers reach this server by https. */
  public boolean isSecure() {
    return publicUrl != null && publicUrl.startsWith("https://");
  }

  /**
   * Returns whether a form was sent by a page of ours and not by one of somebody else.
   *
   * @param origin the browser's header {@code Origin}
   * @param site its header {@code Sec-Fetch-Site}
   */
  public boolean isOwnPage(@Nullable String origin, @Nullable String site) {
    return site == null ? isOrigin(origin) : site.equals("same-origin");
  }

  /** Returns whether a browser's header {@code Origin} names this server. */
  private boolean isOrigin(@Nullable String origin) {
    return origin != null
        && publicUrl != null
        && ServerText.of(origin).equals(ServerText.of(publicUrl));
  }
}
