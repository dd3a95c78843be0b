package org.wardbell.activities.calendar.google;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.wardbell.activities.network.UrlQuery;

/**
 * Google's consent page, as an address: nothing is asked here (guide "Using OAuth 2.0 for Web
 * Server Applications").
 */
public final class ConsentPage {
  private static final String GOOGLE = "https://accounts.google.com/o/oauth2/v2/auth";

  /** Where a stand-in for Google has its page, below its root. */
  private static final String OF_A_STAND_IN = "o/oauth2/v2/auth";

  private final String clientId;
  private final URI address;

  private ConsentPage(String clientId, URI address) {
    this.clientId = clientId;
    this.address = address;
  }

  /**
   * Reads the page's address and the OAuth client from the configuration.
   *
   * @throws IllegalArgumentException if the page would be opened over plain http although no
   *     stand-in is set
   */
  public static ConsentPage of(Environment environment) {
    GoogleSettings settings = GoogleSettings.ofClient(environment);
    String named = environment.getProperty("wardbell.google.authorization-url");
    URI address;
    if (named != null) {
      address = GoogleSettings.uri("WARDBELL_GOOGLE_AUTHORIZATION_URL", named);
    } else if (GoogleConfiguration.hasStandIn(environment)) {
      address = settings.rootUrl().resolve(OF_A_STAND_IN);
    } else {
      address = URI.create(GOOGLE);
    }
    if (!GoogleConfiguration.hasStandIn(environment) && !"https".equals(address.getScheme())) {
      throw new IllegalArgumentException(
          "WARDBELL_GOOGLE_AUTHORIZATION_URL must begin with https:// unless"
              + " WARDBELL_GOOGLE_ROOT_URL names a stand-in for Google");
    }
    return new ConsentPage(settings.clientId(), address);
  }

  /** Returns whether the operator configured an OAuth client; only workers need its secret. */
  public boolean isConfigured() {
    return !clientId.isBlank();
  }

  /**
   * Returns where a browser is sent. A refresh token comes with {@code access_type=offline}, and
   * with {@code prompt=consent} also if the person consented before.
   *
   * @param challenge RFC 7636's code_challenge, made with S256
   * @param account the address of the account to be proposed, or null
   */
  public URI address(String redirectUri, String state, String challenge, @Nullable String account) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", clientId);
    query.put("redirect_uri", redirectUri);
    query.put("scope", String.join(" ", GoogleScopes.OF_CONSENT));
    query.put("access_type", "offline");
    query.put("prompt", "consent");
    query.put("state", state);
    query.put("code_challenge", challenge);
    query.put("code_challenge_method", "S256");
    if (account != null) {
      query.put("login_hint", account);
    }
    return UrlQuery.appended(address.toString(), query);
  }
}
