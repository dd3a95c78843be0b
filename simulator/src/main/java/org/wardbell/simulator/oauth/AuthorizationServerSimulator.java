package org.wardbell.simulator.oauth;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.http.Connection;
import org.wardbell.simulator.http.LoopbackServer;
import org.wardbell.simulator.http.Query;
import org.wardbell.simulator.http.Request;
import org.wardbell.simulator.http.Response;

/**
 * An authorization server on this machine: {@code /token} for client credentials, codes (with PKCE)
 * and refresh tokens, which it rotates; {@code /authorize}, where everybody consents; and {@code
 * /hook}, which wants one of its tokens. A test may expire and revoke tokens, make it fail or slow.
 */
public final class AuthorizationServerSimulator implements AutoCloseable {
  /** The only client it knows. */
  public static final String CLIENT_ID = "wardbell";

  private final LoopbackServer server;
  private final Set<String> accessTokens = ConcurrentHashMap.newKeySet();
  private final Set<String> refreshTokens = ConcurrentHashMap.newKeySet();
  private final Map<String, String> challenges = new ConcurrentHashMap<>();
  private final List<Query> tokenRequests = new CopyOnWriteArrayList<>();
  private final AtomicInteger numbers = new AtomicInteger();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger rejected = new AtomicInteger();
  private volatile String clientSecret = "client-secret";
  private volatile @Nullable Integer expiresIn = 3_600;
  private volatile @Nullable Response failure;
  private volatile long delayMillis;
  private volatile boolean acceptsTokens = true;

  private AuthorizationServerSimulator() throws IOException {
    this.server = LoopbackServer.start(0, this::handle);
  }

  /** Starts a server on a free port. */
  public static AuthorizationServerSimulator start() throws IOException {
    return new AuthorizationServerSimulator();
  }

  /** Returns {@code http://127.0.0.1:<port>} and the path. */
  public String url(String path) {
    return server.url() + path;
  }

  /** Sets the secret that the client must show from now on. */
  public void clientSecret(String secret) {
    clientSecret = secret;
  }

  /** Sets the stated life of new tokens; null leaves it out, as Salesforce does. */
  public void expiresIn(@Nullable Integer seconds) {
    expiresIn = seconds;
  }

  /** Answers every token request so; null ends it. */
  public void failTokens(@Nullable Response answer) {
    failure = answer;
  }

  /** Lets every token request wait. */
  public void delayTokens(long millis) {
    delayMillis = millis;
  }

  /** Sets whether {@code /hook} takes any token at all. */
  public void acceptTokens(boolean accept) {
    acceptsTokens = accept;
  }

  /** Revokes all access tokens given out so far. */
  public void revokeAccessTokens() {
    accessTokens.clear();
  }

  /** Revokes all refresh tokens given out so far. */
  public void revokeRefreshTokens() {
    refreshTokens.clear();
  }

  /** Bodies of the token requests, oldest first. */
  public List<Query> tokenRequests() {
    return List.copyOf(tokenRequests);
  }

  /** Requests that {@code /hook} took. */
  public int accepted() {
    return accepted.get();
  }

  /** Requests that {@code /hook} answered with 401. */
  public int rejected() {
    return rejected.get();
  }

  private void handle(Request request, Connection connection) throws IOException {
    connection.send(
        switch (request.path()) {
          case "/token" -> token(request);
          case "/authorize" -> authorize(Query.parse(request.query()));
          case "/hook" -> hook(request);
          default -> Response.of(404);
        });
  }

  private Response hook(Request request) {
    String header = request.header("Authorization");
    boolean good =
        acceptsTokens
            && header != null
            && header.startsWith("Bearer ")
            && accessTokens.contains(header.substring("Bearer ".length()));
    (good ? accepted : rejected).incrementAndGet();
    return Response.of(good ? 200 : 401);
  }

  private Response authorize(Query query) {
    String code = "code-" + numbers.incrementAndGet();
    challenges.put(code, text(query, "code_challenge"));
    String separator = text(query, "redirect_uri").contains("?") ? "&" : "?";
    return Response.of(302)
        .with(
            "Location",
            text(query, "redirect_uri")
                + separator
                + "code="
                + code
                + "&state="
                + text(query, "state"));
  }

  private Response token(Request request) {
    Query form = Query.parse(request.body().utf8());
    tokenRequests.add(form);
    pause();
    Response failing = failure;
    if (failing != null) {
      return failing;
    }
    if (!knows(request, form)) {
      return error(401, "invalid_client");
    }
    return switch (text(form, "grant_type")) {
      case "client_credentials" -> issue(false);
      case "refresh_token" ->
          refreshTokens.remove(text(form, "refresh_token")) ? issue(true) : error("invalid_grant");
      case "authorization_code" -> code(form);
      default -> error("unsupported_grant_type");
    };
  }

  private Response code(Query form) {
    String challenge = challenges.remove(text(form, "code"));
    return challenge != null && challenge.equals(CodeChallenge.of(text(form, "code_verifier")))
        ? issue(true)
        : error("invalid_grant");
  }

  private boolean knows(Request request, Query form) {
    String basic = request.header("Authorization");
    if (basic == null) {
      return text(form, "client_id").equals(CLIENT_ID)
          && text(form, "client_secret").equals(clientSecret);
    }
    String expected = CLIENT_ID + ":" + clientSecret;
    return basic.equals(
        "Basic " + Base64.getEncoder().encodeToString(expected.getBytes(StandardCharsets.UTF_8)));
  }

  private Response issue(boolean withRefreshToken) {
    int number = numbers.incrementAndGet();
    accessTokens.add("access-" + number);
    Integer life = expiresIn;
    String json = "{\"access_token\":\"access-" + number + "\",\"token_type\":\"Bearer\"";
    if (life != null) {
      json += ",\"expires_in\":" + life;
    }
    if (withRefreshToken) {
      refreshTokens.add("refresh-" + number);
      json += ",\"refresh_token\":\"refresh-" + number + "\"";
    }
    return Response.json(200, json + "}");
  }

  private static Response error(String code) {
    return error(400, code);
  }

  private static Response error(int status, String code) {
    return Response.json(status, "{\"error\":\"" + code + "\"}");
  }

  private static String text(Query query, String name) {
    return query.get(name, "");
  }

  private void pause() {
    try {
      Thread.sleep(delayMillis);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
