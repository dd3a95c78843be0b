package org.wardbell.simulator.google.oauth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The service accounts that exist, and what an administrator of the domain delegated to them (guide
 * "Using OAuth 2.0 for Server to Server Applications", "Delegate domain-wide authority"). An
 * assertion is checked as RFC 7523 says: signature, issuer, audience, time, subject and scopes.
 */
public final class ServiceAccounts {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final long LONGEST_LIFE_SECONDS = 3_600;

  /** Google's own client names this audience, whatever the key file says. */
  private static final String GOOGLES_TOKEN_URL = "https://oauth2.googleapis.com/token";

  /** Clocks may differ by so much. */
  private static final long SKEW_SECONDS = 300;

  private final Accounts accounts;
  private final Map<String, KeyPair> keys = new LinkedHashMap<>();
  private int added;
  private final Map<String, Set<String>> delegated = new LinkedHashMap<>();

  public ServiceAccounts(Accounts accounts) {
    this.accounts = accounts;
  }

  /** The outcome of a check: a grant, or an error of RFC 6749, section 5.2. */
  record Checked(@Nullable Grant grant, int status, String error, String sentence) {
    static Checked refused(int status, String error, String sentence) {
      return new Checked(null, status, error, sentence);
    }
  }

  /**
   * Makes a service account.
   *
   * @param scopes what it may do for each account of the domain
   * @return its key file, as the console downloads it
   */
  public synchronized String add(String email, Set<String> scopes, String tokenUrl) {
    KeyPair pair = RsaKeys.ofAccount(added++);
    keys.put(email, pair);
    delegated.put(email, Set.copyOf(scopes));
    ObjectNode file = JSON.createObjectNode();
    file.put("type", "service_account").put("project_id", "simulated");
    file.put("private_key_id", "simulated");
    file.put(
        "private_key",
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(pair.getPrivate().getEncoded())
            + "\n-----END PRIVATE KEY-----\n");
    file.put("client_email", email).put("client_id", "117000000000000000001");
    file.put("token_uri", tokenUrl);
    return file.toString();
  }

  /** Takes the delegation back, as an administrator of the domain may. */
  public synchronized void undelegate(String email) {
    delegated.put(email, Set.of());
  }

  synchronized Checked check(String assertion, String tokenUrl) {
    String[] parts = assertion.split("\\.", -1);
    JsonNode claims = parts.length == 3 ? claims(parts[1]) : null;
    if (claims == null) {
      return Checked.refused(400, "invalid_grant", "Bad JWT.");
    }
    String issuer = claims.path("iss").asString("");
    KeyPair pair = keys.get(issuer);
    if (pair == null) {
      return Checked.refused(400, "invalid_grant", "Invalid grant: account not found");
    }
    if (!isSigned(parts, pair)) {
      return Checked.refused(400, "invalid_grant", "Invalid JWT Signature.");
    }
    long now = Instant.now().getEpochSecond();
    long issued = claims.path("iat").asLong(0);
    long expires = claims.path("exp").asLong(0);
    String audience = claims.path("aud").asString("");
    if (!audience.equals(GOOGLES_TOKEN_URL) && !audience.equals(tokenUrl)) {
      return Checked.refused(400, "invalid_grant", "Invalid JWT: Failed audience check.");
    }
    if (issued > now + SKEW_SECONDS || expires < now || expires > issued + LONGEST_LIFE_SECONDS) {
      return Checked.refused(
          400, "invalid_grant", "Invalid JWT: Token must be a short-lived token (60 minutes).");
    }
    Set<String> scopes = Scopes.split(claims.path("scope").asString(""));
    String subject = claims.path("sub").asString("");
    Set<String> allowed = delegated.getOrDefault(issuer, Set.of());
    if (scopes.isEmpty() || !allowed.containsAll(scopes)) {
      return Checked.refused(
          401,
          "unauthorized_client",
          "Client is unauthorized to retrieve access tokens using this method, or client not"
              + " authorized for any of the scopes requested.");
    }
    if (!accounts.emails().contains(subject)) {
      return Checked.refused(400, "invalid_grant", "Invalid email or User ID");
    }
    return new Checked(new Grant(subject, issuer, scopes), 200, "", "");
  }

  private static @Nullable JsonNode claims(String part) {
    try {
      return JSON.readTree(Base64.getUrlDecoder().decode(part));
    } catch (JacksonException | IllegalArgumentException e) {
      return null;
    }
  }

  private static boolean isSigned(String[] parts, KeyPair pair) {
    try {
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initVerify(pair.getPublic());
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}
