package org.wardbell.activities.calendar.google;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/**
 * The settings of the OAuth client, and Google's addresses. Both URLs can name a stand-in for it.
 *
 * @param rootUrl ends with a slash
 * @param serviceAccount null if calendars are connected by consent only
 */
record GoogleSettings(
    String clientId,
    String clientSecret,
    URI rootUrl,
    URI tokenUrl,
    @Nullable ServiceAccountKey serviceAccount) {
  /** The property that names a stand-in for Google. */
  static final String ROOT_URL = "wardbell.google.root-url";

  /** The property that names the key file of the operator's service account. */
  static final String SERVICE_ACCOUNT_FILE = "wardbell.google.service-account-file";

  private static final String GOOGLE = "https://www.googleapis.com/";
  private static final String GOOGLE_TOKENS = "https://oauth2.googleapis.com/token";

  GoogleSettings {
    if (!rootUrl.getPath().endsWith("/")) {
      rootUrl = URI.create(rootUrl + "/");
    }
  }

  /** Reads the settings without the service account, which only workers need. */
  static GoogleSettings ofClient(Environment environment) {
    return of(
        environment.getProperty("wardbell.google.client-id", ""),
        environment.getProperty("wardbell.google.client-secret", ""),
        environment.getProperty(ROOT_URL),
        environment.getProperty("wardbell.google.token-url"));
  }

  /** Reads the settings; a file that they name has to be there. */
  static GoogleSettings of(Environment environment) {
    GoogleSettings settings = ofClient(environment);
    String file = environment.getProperty(SERVICE_ACCOUNT_FILE, "");
    return file.isBlank() ? settings : settings.with(ServiceAccountKey.read(Path.of(file)));
  }

  private GoogleSettings with(ServiceAccountKey key) {
    return new GoogleSettings(clientId, clientSecret, rootUrl, tokenUrl, key);
  }

  /** Returns the address of revocations, which is beside that of tokens. */
  URI revokeUrl() {
    return tokenUrl.resolve("revoke");
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
    URI tokens = uri("WARDBELL_GOOGLE_TOKEN_URL", tokenUrl == null ? GOOGLE_TOKENS : tokenUrl);
    if (!standIn && !"https".equals(tokens.getScheme())) {
      throw new IllegalArgumentException(
          "WARDBELL_GOOGLE_TOKEN_URL must begin with https:// unless WARDBELL_GOOGLE_ROOT_URL names a"
              + " stand-in for Google");
    }
    return new GoogleSettings(
        clientId,
        clientSecret,
        uri("WARDBELL_GOOGLE_ROOT_URL", rootUrl == null ? GOOGLE : rootUrl),
        tokens,
        null);
  }

  static URI uri(String variable, String text) {
    try {
      return URI.create(text.strip());
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(
          variable + " must be an address such as http://127.0.0.1:9000/", wrong);
    }
  }

  @Override
  public String toString() {
    return "GoogleSettings[" + rootUrl + "]";
  }
}
