package org.wardbell.simulator.google.api;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The accounts that exist, those that granted access, and the lives of their tokens. */
public final class Accounts {

  /** Life of an access token, as Google's answers say. */
  static final Duration ACCESS_TOKEN_LIFE = Duration.ofSeconds(3_599);

  /** Access tokens remembered; older ones read as expired. */
  private static final int MAX_ACCESS_TOKENS = 10_000;

  private final Set<String> emails = new TreeSet<>();
  private final Map<String, String> emailByRefreshToken = new LinkedHashMap<>();
  private final Map<String, String> emailByCode = new LinkedHashMap<>();
  private final Map<String, Access> access = new LinkedHashMap<>();
  private Duration accessTokenLife = ACCESS_TOKEN_LIFE;

  private record Access(String email, Instant until) {}

  public synchronized void add(String email) {
    emails.add(email);
  }

  public synchronized void accessTokenLife(Duration life) {
    accessTokenLife = life;
  }

  synchronized Duration accessTokenLife() {
    return accessTokenLife;
  }

  /** Returns a new grant; {@code token} may be chosen by the caller so that a demo knows it. */
  public synchronized String grant(String email, @Nullable String token) {
    if (!emails.contains(email)) {
      throw new IllegalArgumentException("account " + email + " does not exist; add it first");
    }
    String refreshToken = token == null ? "1//" + UUID.randomUUID() : token;
    emailByRefreshToken.put(refreshToken, email);
    return refreshToken;
  }

  /** Returns an authorization code as the consent page hands it out: good once. */
  public synchronized String authorizationCode(String email) {
    String code = "4/" + UUID.randomUUID();
    emailByCode.put(code, email);
    return code;
  }

  /** Returns the account of a code, which is then used up; null when it is unknown or used. */
  synchronized @Nullable String redeem(String code) {
    return emailByCode.remove(code);
  }

  /**
   * Returns a fresh access token for a refresh token; null when the grant is unknown or revoked.
   */
  synchronized @Nullable String accessToken(String refreshToken) {
    String email = emailByRefreshToken.get(refreshToken);
    if (email == null) {
      return null;
    }
    String token = "ya29." + UUID.randomUUID();
    access.put(token, new Access(email, Instant.now().plus(accessTokenLife)));
    if (access.size() > MAX_ACCESS_TOKENS) {
      access.remove(access.keySet().iterator().next());
    }
    return token;
  }

  /** Returns the account behind an access token; null when it is unknown, expired or revoked. */
  synchronized @Nullable String account(String accessToken) {
    Access found = access.get(accessToken);
    return found == null || Instant.now().isAfter(found.until()) ? null : found.email();
  }

  /** Ends every grant and access token of an account, as a person does in Google's settings. */
  public synchronized void revoke(String email) {
    emailByRefreshToken.values().removeIf(email::equals);
    access.values().removeIf(found -> found.email().equals(email));
  }

  /** Ends one grant by a refresh or an access token; false when the token is unknown. */
  synchronized boolean revokeToken(String token) {
    String email = emailByRefreshToken.get(token);
    Access found = access.get(token);
    if (email != null) {
      revoke(email);
    } else if (found != null) {
      revoke(found.email());
    }
    return email != null || found != null;
  }

  /** Makes every access token expired; refresh tokens stay good. */
  public synchronized void expireAccessTokens() {
    access.clear();
  }
}
