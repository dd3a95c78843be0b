package org.wardbell.simulator.google.api;

import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.http.Query;
import org.wardbell.simulator.http.Request;
import org.wardbell.simulator.http.Response;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Google's OAuth endpoints: {@code POST /token} and {@code POST /revoke} (RFC 6749, RFC 7009). */
public final class TokenRoutes {

  private static final JsonMapper JSON = JsonMapper.shared();

  private static final String SCOPE = "https://www.googleapis.com/auth/calendar.events";

  private final Accounts accounts;

  public TokenRoutes(Accounts accounts) {
    this.accounts = accounts;
  }

  Response token(Request request) {
    Query form = Query.parse(request.body().utf8());
    if (form.get("client_id", "").isEmpty() && request.header("Authorization") == null) {
      return error(401, "invalid_client", "The OAuth client was not found.");
    }
    return switch (form.get("grant_type", "")) {
      case "refresh_token" -> issue(form.get("refresh_token", ""), null);
      case "authorization_code" -> exchange(form.get("code", ""));
      default -> error(400, "unsupported_grant_type", "Invalid grant_type.");
    };
  }

  Response revoke(Request request) {
    String inBody = Query.parse(request.body().utf8()).get("token");
    String token = inBody == null ? Query.parse(request.query()).get("token", "") : inBody;
    return accounts.revokeToken(token)
        ? Response.json(200, "{}")
        : error(400, "invalid_token", "Token expired or revoked");
  }

  private Response exchange(String code) {
    String email = accounts.redeem(code);
    if (email == null) {
      return error(400, "invalid_grant", "Malformed auth code.");
    }
    String refreshToken = accounts.grant(email, null);
    return issue(refreshToken, refreshToken);
  }

  private Response issue(String refreshToken, @Nullable String shown) {
    String accessToken = accounts.accessToken(refreshToken);
    if (accessToken == null) {
      return error(400, "invalid_grant", "Token has been expired or revoked.");
    }
    ObjectNode answer = JSON.createObjectNode();
    answer.put("access_token", accessToken);
    answer.put("expires_in", accounts.accessTokenLife().toSeconds());
    answer.put("scope", SCOPE);
    answer.put("token_type", "Bearer");
    if (shown != null) {
      answer.put("refresh_token", shown);
    }
    return Response.json(200, answer.toString());
  }

  private static Response error(int status, String code, String description) {
    ObjectNode answer = JSON.createObjectNode();
    answer.put("error", code).put("error_description", description);
    return Response.json(status, answer.toString());
  }
}
