package org.wardbell.simulator.google.oauth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.http.Query;
import org.wardbell.simulator.http.Request;
import org.wardbell.simulator.http.Response;
import org.wardbell.simulator.oauth.CodeChallenge;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Google's token endpoints: {@code POST /token} and {@code POST /revoke} (RFC 6749, RFC 7009, RFC
 * 7636, RFC 7523). Codes of errors are the RFCs'; the sentences are those that users report.
 */
public final class TokenRoutes {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

  private final Accounts accounts;
  private final ServiceAccounts serviceAccounts;
  private final IdTokens idTokens = new IdTokens();

  public TokenRoutes(Accounts accounts, ServiceAccounts serviceAccounts) {
    this.accounts = accounts;
    this.serviceAccounts = serviceAccounts;
  }

  /** Answers {@code POST /token}. */
  public Response token(Request request, String tokenUrl) {
    Query form = Query.parse(request.body().utf8());
    if (form.get("grant_type", "").equals(JWT_BEARER)) {
      return assertion(form.get("assertion", ""), tokenUrl);
    }
    Client client = client(request, form);
    OAuthClient known = accounts.client(client.id());
    if (known == null) {
      return error(401, "invalid_client", "The OAuth client was not found.");
    }
    if (!known.secret().equals(client.secret())) {
      return error(401, "invalid_client", "Unauthorized");
    }
    return switch (form.get("grant_type", "")) {
      case "refresh_token" -> refresh(known, form.get("refresh_token", ""));
      case "authorization_code" -> exchange(known, form);
      default -> error(400, "unsupported_grant_type", "Invalid grant_type.");
    };
  }

  /** Answers {@code POST /revoke}. */
  public Response revoke(Request request) {
    String inBody = Query.parse(request.body().utf8()).get("token");
    String token = inBody == null ? Query.parse(request.query()).get("token", "") : inBody;
    return accounts.revokeToken(token)
        ? Response.json(200, "{}")
        : error(400, "invalid_token", "Token expired or revoked");
  }

  private record Client(String id, String secret) {}

  /** Reads the client from the header or the body (RFC 6749, section 2.3.1). */
  private static Client client(Request request, Query form) {
    String header = request.header("Authorization");
    if (header == null || !header.startsWith("Basic ")) {
      return new Client(form.get("client_id", ""), form.get("client_secret", ""));
    }
    String pair =
        new String(Base64.getDecoder().decode(header.substring(6)), StandardCharsets.UTF_8);
    int colon = pair.indexOf(':');
    return colon < 0
        ? new Client(pair, "")
        : new Client(
            Query.decode(pair.substring(0, colon)), Query.decode(pair.substring(colon + 1)));
  }

  private Response refresh(OAuthClient client, String refreshToken) {
    Grant grant = accounts.grant(refreshToken);
    if (grant == null) {
      return error(400, "invalid_grant", "Token has been expired or revoked.");
    }
    if (!grant.isFor(client.id())) {
      return error(401, "unauthorized_client", "Unauthorized");
    }
    return issue(client.id(), grant, null);
  }

  private Response exchange(OAuthClient client, Query form) {
    Code code = accounts.redeem(form.get("code", ""));
    if (code == null || !code.grant().isFor(client.id())) {
      return error(400, "invalid_grant", "Malformed auth code.");
    }
    String redirect = code.redirectUri();
    if (redirect != null && !redirect.equals(form.get("redirect_uri", ""))) {
      return error(400, "redirect_uri_mismatch", "Bad Request");
    }
    String verifier = form.get("code_verifier", "");
    if (!code.challenge().isEmpty() && verifier.isEmpty()) {
      return error(400, "invalid_grant", "Missing code verifier.");
    }
    if (!code.challenge().isEmpty()
        && !code.challenge()
            .equals(
                code.challengeMethod().equals("S256") ? CodeChallenge.of(verifier) : verifier)) {
      return error(400, "invalid_grant", "Invalid code verifier.");
    }
    return issue(
        client.id(), code.grant(), code.refreshable() ? accounts.keep(code.grant(), null) : null);
  }

  private Response assertion(String assertion, String tokenUrl) {
    ServiceAccounts.Checked checked = serviceAccounts.check(assertion, tokenUrl);
    Grant grant = checked.grant();
    return grant == null
        ? error(checked.status(), checked.error(), checked.sentence())
        : issue(String.valueOf(grant.clientId()), grant, null);
  }

  private Response issue(String clientId, Grant grant, @Nullable String refreshToken) {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("access_token", accounts.accessToken(grant));
    answer.put("expires_in", accounts.accessTokenLife().toSeconds());
    answer.put("scope", String.join(" ", grant.scopes()));
    answer.put("token_type", "Bearer");
    if (refreshToken != null) {
      answer.put("refresh_token", refreshToken);
    }
    if (grant.scopes().contains(Scopes.OPENID)) {
      answer.put(
          "id_token",
          idTokens.make(
              clientId,
              accounts.subject(grant.email()),
              grant.email(),
              grant.scopes().contains(Scopes.EMAIL)));
    }
    return Response.json(200, answer.toString());
  }

  private static Response error(int status, String code, String description) {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("error", code).put("error_description", description);
    return Response.json(status, answer.toString());
  }
}
