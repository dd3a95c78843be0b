package org.wardbell.simulator.google.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The accounts that exist, those that granted access, and the lives of their tokens. */
public final class Accounts {

  /** Life of an access token, as Google's answers say. */
  static final Duration ACCESS_TOKEN_LIFE = Duration.ofSeconds(3_599);

  /** Life of a code; Google does not say, RFC 6749 recommends at most ten minutes. */
  private static final Duration CODE_LIFE = Duration.ofMinutes(10);

  /** Access tokens remembered; older ones read as expired. */
  private static final int MAX_ACCESS_TOKENS = 10_000;

  /** Refresh tokens of one account for one client; the oldest dies silently (OAuth guide). */
  static final int MAX_REFRESH_TOKENS = 100;

  private final Map<String, String> subjects = new LinkedHashMap<>();
  private final Map<String, OAuthClient> clients = new LinkedHashMap<>();
  private final Map<String, Grant> grants = new LinkedHashMap<>();
  private final Map<String, Code> codes = new LinkedHashMap<>();
  private final Map<String, Access> access = new LinkedHashMap<>();
  private final Map<String, String> clientByAccess = new LinkedHashMap<>();
  private Duration accessTokenLife = ACCESS_TOKEN_LIFE;
  private Duration codeLife = CODE_LIFE;

  public synchronized void add(String email) {
    subjects.putIfAbsent(email, "1" + String.format(Locale.ROOT, "%020d", subjects.size() + 7L));
  }

  /** Makes an OAuth client known, or changes its secret and redirect addresses. */
  public synchronized void register(OAuthClient client) {
    clients.put(client.id(), client);
  }

  synchronized @Nullable OAuthClient client(String id) {
    return clients.get(id);
  }

  synchronized List<String> emails() {
    return new ArrayList<>(subjects.keySet());
  }

  /** Returns the account's number, which stays when the address changes ({@code sub}). */
  public synchronized String subject(String email) {
    String subject = subjects.get(email);
    if (subject == null) {
      throw new IllegalArgumentException("account " + email + " does not exist; add it first");
    }
    return subject;
  }

  public synchronized void accessTokenLife(Duration life) {
    accessTokenLife = life;
  }

  synchronized Duration accessTokenLife() {
    return accessTokenLife;
  }

  public synchronized void codeLife(Duration life) {
    codeLife = life;
  }

  /**
   * Returns a new grant of everything, for any client; {@code token} may be chosen by the caller so
   * that a demo knows it.
   */
  public synchronized String grant(String email, @Nullable String token) {
    subject(email);
    return keep(new Grant(email, null, Scopes.all()), token);
  }

  /** Keeps a grant and returns its refresh token. */
  synchronized String keep(Grant grant, @Nullable String token) {
    String refreshToken = token == null ? "1//" + UUID.randomUUID() : token;
    grants.put(refreshToken, grant);
    List<String> same =
        grants.entrySet().stream()
            .filter(each -> each.getValue().email().equals(grant.email()))
            .filter(each -> Objects.equals(each.getValue().clientId(), grant.clientId()))
            .map(Map.Entry::getKey)
            .toList();
    if (same.size() > MAX_REFRESH_TOKENS) {
      grants.remove(same.getFirst());
    }
    return refreshToken;
  }

  /** Returns a code for everything, bound to no client and no address: good once. */
  public synchronized String authorizationCode(String email) {
    subject(email);
    return issue(
        new Code(
            new Grant(email, null, Scopes.all()),
            null,
            "",
            "",
            true,
            Instant.now().plus(codeLife)));
  }

  /** Returns a code as the consent page hands it out: good once. */
  synchronized String authorizationCode(
      AuthorizationRequest request, String email, Set<String> scopes) {
    boolean first =
        grants.values().stream()
            .noneMatch(
                each ->
                    each.email().equals(email) && request.client().id().equals(each.clientId()));
    return issue(
        new Code(
            new Grant(email, request.client().id(), scopes),
            request.redirectUri(),
            request.challenge(),
            request.challengeMethod(),
            request.offline() && (first || request.promptsConsent()),
            Instant.now().plus(codeLife)));
  }

  private String issue(Code code) {
    String text = "4/" + UUID.randomUUID();
    codes.put(text, code);
    return text;
  }

  /** Returns what a code stands for, which is then used up; null when unknown, used or too old. */
  synchronized @Nullable Code redeem(String text) {
    Code code = codes.remove(text);
    return code == null || Instant.now().isAfter(code.until()) ? null : code;
  }

  /** Returns the grant behind a refresh token; null when it is unknown or revoked. */
  synchronized @Nullable Grant grant(String refreshToken) {
    return grants.get(refreshToken);
  }

  /** Returns a fresh access token. */
  synchronized String accessToken(Grant grant) {
    String token = "ya29." + UUID.randomUUID();
    access.put(
        token, new Access(grant.email(), grant.scopes(), Instant.now().plus(accessTokenLife)));
    clientByAccess.put(token, String.valueOf(grant.clientId()));
    if (access.size() > MAX_ACCESS_TOKENS) {
      String oldest = access.keySet().iterator().next();
      access.remove(oldest);
      clientByAccess.remove(oldest);
    }
    return token;
  }

  /** Returns what an access token gives; null when it is unknown, expired or revoked. */
  public synchronized @Nullable Access access(String accessToken) {
    Access found = access.get(accessToken);
    return found == null || Instant.now().isAfter(found.until()) ? null : found;
  }

  /** Ends every grant and access token of an account, as a person does in Google's settings. */
  public synchronized void revoke(String email) {
    grants.values().removeIf(found -> found.email().equals(email));
    access.values().removeIf(found -> found.email().equals(email));
  }

  /**
   * Ends what an account granted to a client, by any of its tokens: a revocation ends all scopes
   * and tokens of that pair (OAuth guide, "Revoking a token").
   *
   * @return false when the token is unknown
   */
  synchronized boolean revokeToken(String token) {
    Grant grant = grants.get(token);
    Access found = access.get(token);
    if (grant != null) {
      revoke(grant.email(), String.valueOf(grant.clientId()));
    } else if (found != null) {
      revoke(found.email(), clientByAccess.getOrDefault(token, ""));
    }
    return grant != null || found != null;
  }

  private void revoke(String email, String client) {
    grants
        .values()
        .removeIf(
            each -> each.email().equals(email) && String.valueOf(each.clientId()).equals(client));
    access
        .entrySet()
        .removeIf(
            each ->
                each.getValue().email().equals(email)
                    && clientByAccess.getOrDefault(each.getKey(), "").equals(client));
  }

  /** Makes every access token expired that was issued longer ago; refresh tokens stay good. */
  public synchronized void expireAccessTokens(Duration olderThan) {
    Instant issuedBefore = Instant.now().minus(olderThan);
    access.values().removeIf(found -> found.until().minus(accessTokenLife).isBefore(issuedBefore));
    clientByAccess.keySet().retainAll(access.keySet());
  }

  /** Makes every access token expired; refresh tokens stay good. */
  public synchronized void expireAccessTokens() {
    access.clear();
    clientByAccess.clear();
  }
}
