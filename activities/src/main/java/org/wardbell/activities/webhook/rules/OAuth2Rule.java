package org.wardbell.activities.webhook.rules;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.webhook.draft.AuthenticationDraft;
import org.wardbell.workflows.webhook.Authentication;
import org.wardbell.workflows.webhook.Authentication.ClientAuthentication;
import org.wardbell.workflows.webhook.Authentication.Grant;

/** The rule for obtaining a token by OAuth 2. */
final class OAuth2Rule {
  static final int MAXIMUM_SCOPES = 50;
  static final int MAXIMUM_URL_CHARACTERS = 2_048;

  /** RFC 6749, section 3.3. */
  private static final Pattern SCOPE = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,255}");

  private static final Map<String, Grant> GRANTS =
      new TreeMap<>(
          Map.of(
              "client_credentials", Grant.CLIENT_CREDENTIALS,
              "authorization_code", Grant.AUTHORIZATION_CODE));

  /** Most services name the body first; the standard's own first choice is the header. */
  private static final Map<String, ClientAuthentication> CLIENTS =
      new TreeMap<>(Map.of("basic", ClientAuthentication.BASIC, "body", ClientAuthentication.BODY));

  private final AllowedNetworks allowed;

  OAuth2Rule(AllowedNetworks allowed) {
    this.allowed = allowed;
  }

  Authentication check(AuthenticationFields fields, AuthenticationDraft draft, boolean allowHttp) {
    Grant grant = fields.choice("grant", GRANTS, Grant.CLIENT_CREDENTIALS);
    boolean code = grant == Grant.AUTHORIZATION_CODE;
    String tokenUrl =
        fields.required(
            "token_url",
            MAXIMUM_URL_CHARACTERS,
            "The service's documentation calls it token endpoint.");
    checkUrl("token_url", tokenUrl, allowHttp, fields);
    String authorizationUrl = null;
    if (code) {
      authorizationUrl =
          fields.required(
              "authorization_url",
              MAXIMUM_URL_CHARACTERS,
              "It is the page on which a person consents.");
      checkUrl("authorization_url", authorizationUrl, allowHttp, fields);
    }
    String clientId =
        fields.required(
            "client_id",
            AuthenticationRule.MAXIMUM_NAME_CHARACTERS,
            "The service gave it when Wardbell was registered there.");
    return new Authentication.OAuth2(
        grant,
        authorizationUrl,
        tokenUrl,
        clientId,
        clientSecret(fields, code),
        fields.choice("client_authentication", CLIENTS, ClientAuthentication.BODY),
        scopes(fields, draft.scopes()),
        fields.optional("audience", MAXIMUM_URL_CHARACTERS));
  }

  /**
   * Returns the client's secret. With PKCE a client without one is as good; only a person's consent
   * allows that.
   */
  private static @Nullable String clientSecret(AuthenticationFields fields, boolean code) {
    int maximum = AuthenticationRule.MAXIMUM_CREDENTIAL_CHARACTERS;
    if (!code) {
      return fields.secret("client_secret", maximum, "The service gave it beside the client_id.");
    }
    String secret = fields.optional("client_secret", maximum);
    fields.refuseMask("client_secret", secret);
    return secret == null || secret.isEmpty() ? null : secret;
  }

  private void checkUrl(String name, String text, boolean allowHttp, AuthenticationFields fields) {
    if (text.isEmpty()) {
      return; // Said already.
    }
    URI uri;
    try {
      uri = new URI(text);
    } catch (URISyntaxException notAUri) {
      fields.add(name, "This is not a URL.", "Copy it from the service's documentation.");
      return;
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String host = uri.getHost();
    if (host == null
        || !(scheme.equals("https") || scheme.equals("http"))
        || uri.getRawUserInfo() != null
        || uri.getRawFragment() != null) {
      fields.add(
          name,
          "This is not an absolute https URL without user name and fragment.",
          "Copy it from the service's documentation.");
    } else if (scheme.equals("http") && !allowHttp && !allowed.containsHost(host)) {
      fields.add(
          name,
          "Plain http would send the credentials unencrypted.",
          "Use https://, or set allow_http to true if the way there is safe.");
    }
  }

  private static List<String> scopes(
      AuthenticationFields fields, @Nullable List<@Nullable String> given) {
    fields.know("scopes");
    List<String> scopes = new ArrayList<>();
    if (given == null) {
      return scopes;
    }
    if (given.size() > MAXIMUM_SCOPES) {
      fields.add("scopes", "There are more than " + MAXIMUM_SCOPES + " scopes.", "Remove some.");
      return scopes;
    }
    for (int i = 0; i < given.size(); i++) {
      String scope = given.get(i);
      if (scope == null || !SCOPE.matcher(scope).matches()) {
        fields.add(
            "scopes[" + i + "]",
            "This is not a scope (RFC 6749): it has no spaces and no quotes.",
            "Write each scope as an entry of its own.");
      } else {
        scopes.add(scope);
      }
    }
    return scopes;
  }
}
