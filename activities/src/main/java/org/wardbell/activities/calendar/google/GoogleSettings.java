package org.wardbell.activities.calendar.google;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the OAuth client, and Google's addresses. Both URLs can name a stand-in for it.
 *
 * @param rootUrl ends with a slash
 */
record GoogleSettings(String clientId, String clientSecret, URI rootUrl, URI tokenUrl) {
  /** The property that names a stand-in for Google. */
  static final String ROOT_URL = "wardbell.google.root-url";

  private static final String GOOGLE = "https://www.googleapis.com/";
  private static final String GOOGLE_TOKENS = "https://oauth2.googleapis.com/token";

  GoogleSettings {
    if (!rootUrl.getPath().endsWith("/")) {
      rootUrl = URI.create(rootUrl + "/");
    }
  }

  /**
   * Reads settings from configuration; an absent URL is Google's own.
   *
   * @throws IllegalArgumentException if tokens would travel over plain http although no stand-in is
   *     set
   */
  static GoogleSettings of(
      String clientId, String clientSecret, @Nullable String rootUrl, @Nullable String tokenUrl) {
    boolean standIn = rootUrl != null;
    URI tokens = URI.create(tokenUrl == null ? GOOGLE_TOKENS : tokenUrl);
    if (!standIn && !"https".equals(tokens.getScheme())) {
      throw new IllegalArgumentException(
          "WARDBELL_GOOGLE_TOKEN_URL must begin with https:// unless WARDBELL_GOOGLE_ROOT_URL names a"
              + " stand-in for Google");
    }
    return new GoogleSettings(
        clientId, clientSecret, URI.create(standIn ? rootUrl : GOOGLE), tokens);
  }

  @Override
  public String toString() {
    return "GoogleSettings[" + rootUrl + "]";
  }
}
