package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.activities.authentication.Authorizations;
import org.wardbell.activities.authentication.CodeExchange;
import org.wardbell.activities.authentication.OAuthConnections;
import org.wardbell.activities.authentication.OAuthStatus;
import org.wardbell.activities.interactive.InteractiveTask;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.simulator.http.Query;
import org.wardbell.simulator.oauth.AuthorizationServerSimulator;
import org.wardbell.workflows.webhook.Authentication.ClientAuthentication;
import org.wardbell.workflows.webhook.Authentication.Grant;
import org.wardbell.workflows.webhook.Authentication.OAuth2;
import org.wardbell.workflows.webhook.WebhookSettingsBuilder;

/** The way of a person's consent, against a server that checks PKCE and rotates refresh tokens. */
class OAuthCodeTest extends DeliveryTest {
  private static final String REDIRECT = "https://wardbell.example/oauth/callback";

  private HttpClient browser;
  private AuthorizationServerSimulator server;
  private Authorizations authorizations;
  private OAuthConnections connections;
  private InteractiveTask task;
  private KeptWebhook webhook;
  private OAuth2 settings;

  @BeforeEach
  void start() throws Exception {
    browser = HttpClient.newHttpClient();
    server = AuthorizationServerSimulator.start();
    authorizations = new Authorizations(harness.encryption);
    connections = new OAuthConnections(harness.dsl(), harness.encryption);
    task = harness.engine.beans().getBean("codeExchangeTask", InteractiveTask.class);
    settings =
        new OAuth2(
            Grant.AUTHORIZATION_CODE,
            server.url("/authorize?x=1"),
            server.url("/token"),
            AuthorizationServerSimulator.CLIENT_ID,
            "client-secret",
            ClientAuthentication.BODY,
            List.of("a", "b"),
            null);
    String port = URI.create(server.url("/")).getPort() + "/hook";
    webhook = harness.kept(WebhookBuilder.at("@" + port).with(it -> it.authentication(settings)));
  }

  @AfterEach
  void stop() {
    browser.close();
    server.close();
  }

  @Test
  void delivery_beforeAnybodyConsented_saysSoAndAsksNobody() {
    harness.engine.dispatch().dispatch(harness.accept(1));

    assertThat(harness.delivery().getLastCode()).isEqualTo("oauth_not_connected");
    assertThat(server.tokenRequests()).isEmpty();
    assertThat(status().connected()).isFalse();
  }

  @Test
  void consent_connectsTheWebhook_andRefreshTokensRotate() throws Exception {
    assertThat(connect()).isEmpty();
    assertThat(status().connected()).isTrue();
    assertThat(status().expiresAt()).isNotNull();

    deliver();
    String first = null;
    for (int i = 0; i < 2; i++) {
      harness.dsl().execute("update oauth_token set expires_at = utc_timestamp(6)");
      deliver();
      String used = server.tokenRequests().getLast().get("refresh_token");
      assertThat(used).startsWith("refresh-").isNotEqualTo(first);
      first = used;
    }

    assertThat(harness.statuses()).containsOnly("DELIVERED");
    assertThat(server.accepted()).isEqualTo(3);
    assertThat(server.tokenRequests()).hasSize(3);
  }

  @Test
  void revokedConsent_isARefusalThatTheStatusShows() throws Exception {
    connect();
    server.revokeAccessTokens();
    server.revokeRefreshTokens();
    deliver();
    NotDelivered.by(() -> harness.engine.deliver().deliver(harness.delivery().getId().toString()));

    assertThat(harness.delivery().getLastCode()).isEqualTo("oauth_refused");
    assertThat(status().lastError()).isEqualTo("invalid_grant");
    assertThat(connect()).isEmpty();
    assertThat(status().lastError()).isNull();
  }

  @Test
  void state_isGoodOnce_andForTenMinutes_inTheBrowserThatHasTheTicket() throws Exception {
    String ticket = begin();
    String state = returned(ticket).get("state");
    assertThat(authorizations.redeem(harness.dsl(), state, null)).isEmpty();
    assertThat(authorizations.redeem(harness.dsl(), state, begin())).isEmpty();
    assertThat(authorizations.redeem(harness.dsl(), state, state)).isEmpty();
    assertThat(authorizations.redeem(harness.dsl(), state, ticket)).isPresent();
    assertThat(authorizations.redeem(harness.dsl(), state, ticket)).isEmpty();
    assertThat(authorizations.find(harness.dsl(), ticket)).isEmpty();
    assertThat(authorizations.redeem(harness.dsl(), "unknown", ticket)).isEmpty();

    String old = begin();
    harness
        .dsl()
        .execute(
            "update oauth_authorization set created_at = utc_timestamp(6) - interval 11 minute");
    assertThat(authorizations.find(harness.dsl(), old)).isEmpty();
    assertThat(authorizations.redeem(harness.dsl(), Authorizations.state(old), old)).isEmpty();
  }

  @Test
  void state_inTheDatabase_isNotWhatTheBrowserHas() {
    String ticket = begin();

    byte[] stored =
        (byte[]) harness.dsl().fetchValue("select state_hash from oauth_authorization limit 1");
    assertThat(stored).hasSize(32);
    assertThat(new String(stored, StandardCharsets.ISO_8859_1))
        .doesNotContain(ticket, Authorizations.state(ticket));
  }

  @Test
  void exchange_withAnotherVerifier_isRefused() throws Exception {
    String ticket = begin();
    String scope = authorizations.find(harness.dsl(), ticket).orElseThrow().scope();
    CodeExchange forged =
        new CodeExchange(returned(ticket).get("code"), "x".repeat(43), REDIRECT, scope);

    assertThat(outcome(forged)).isEqualTo("invalid_grant");
    assertThat(status().connected()).isFalse();
  }

  @Test
  void exchange_afterTheWebhookWasPointedElsewhere_asksNobody() throws Exception {
    String ticket = begin();
    Query back = returned(ticket);
    Authorizations.Returned returned =
        authorizations.redeem(harness.dsl(), back.get("state"), ticket).orElseThrow();
    change(":1", it -> it);

    assertThat(
            outcome(
                new CodeExchange(
                    back.get("code"), returned.verifier(), REDIRECT, returned.scope())))
        .isEqualTo("webhook_changed");
    assertThat(server.tokenRequests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"another port,1,true", "no leave for http,0,false"})
  void tokens_afterTheReceiverChanged_areForgottenAndSentNowhere(
      String what, int otherPort, boolean allowHttp) throws Exception {
    connect();
    KeptWebhook changed =
        change(otherPort == 0 ? "/hook" : ":" + otherPort, it -> it.allowHttp(allowHttp));

    assertThat(
            harness
                .dsl()
                .fetchValue("select count(*) from oauth_token where token_ciphertext is not null"))
        .as(what)
        .isEqualTo(0L);
    assertThat(connections.status(changed, settings).connected()).isFalse();
    deliver();
    assertThat(harness.delivery().getLastCode()).isEqualTo("oauth_not_connected");
    assertThat(server.accepted()).isZero();
    assertThat(server.tokenRequests()).hasSize(1);
  }

  @Test
  void tokens_afterAChangeOfThePath_areKept() throws Exception {
    connect();
    KeptWebhook changed = change("/hook?x=1", it -> it.timeoutSeconds(7));

    assertThat(connections.status(changed, settings).connected()).isTrue();
    deliver();
    assertThat(harness.statuses()).containsOnly("DELIVERED");
  }

  /**
   * @param where a path on the authorization server's machine and port, or another port
   */
  private KeptWebhook change(String where, UnaryOperator<WebhookSettingsBuilder> change) {
    String target =
        where.startsWith(":")
            ? "@" + where.substring(1)
            : "@" + URI.create(server.url("/")).getPort() + where;
    return harness
        .dsl()
        .transactionResult(
            transaction ->
                harness
                    .webhooks
                    .update(
                        transaction.dsl(),
                        webhook,
                        WebhookBuilder.at(target)
                            .with(it -> change.apply(it.authentication(settings)))
                            .settings(harness.receiver),
                        Instant.now())
                    .orElseThrow());
  }

  @Test
  void disconnect_forgetsTheTokens() throws Exception {
    connect();
    harness.dsl().transaction(transaction -> connections.disconnect(transaction.dsl(), webhook));

    deliver();

    assertThat(status().connected()).isFalse();
    assertThat(harness.delivery().getLastCode()).isEqualTo("oauth_not_connected");
  }

  @Test
  void refreshToken_isNeverSentToAnotherServer() throws Exception {
    connect();
    OAuth2 elsewhere =
        new OAuth2(
            settings.grant(),
            settings.authorizationUrl(),
            server.url("/token?other"),
            settings.clientId(),
            settings.clientSecret(),
            settings.clientAuthentication(),
            settings.scopes(),
            null);
    harness
        .dsl()
        .transaction(
            transaction ->
                harness
                    .webhooks
                    .update(
                        transaction.dsl(),
                        webhook,
                        WebhookBuilder.at("@" + URI.create(server.url("/")).getPort() + "/hook")
                            .with(it -> it.authentication(elsewhere))
                            .settings(harness.receiver),
                        Instant.now())
                    .orElseThrow());

    deliver();

    assertThat(harness.delivery().getLastCode()).isEqualTo("oauth_not_connected");
    assertThat(server.tokenRequests()).hasSize(1);
  }

  private void deliver() {
    harness.engine.dispatch().dispatch(harness.accept(1));
  }

  private OAuthStatus status() {
    return connections.status(webhook, settings);
  }

  private String begin() {
    return harness
        .dsl()
        .transactionResult(
            transaction -> authorizations.begin(transaction.dsl(), webhook, settings, "key/1"));
  }

  private URI authorization(String ticket) {
    return Authorizations.address(
        settings,
        REDIRECT,
        ticket,
        authorizations.find(harness.dsl(), ticket).orElseThrow());
  }

  /** What the browser brings back. */
  private Query returned(String ticket) throws Exception {
    HttpResponse<Void> answer =
        browser.send(
            HttpRequest.newBuilder(authorization(ticket)).build(),
            HttpResponse.BodyHandlers.discarding());
    String location = answer.headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith(REDIRECT + "?");
    return Query.parse(URI.create(location).getRawQuery());
  }

  private String connect() throws Exception {
    String ticket = begin();
    Map<String, String> sent = Query.parse(authorization(ticket).getRawQuery()).all();
    assertThat(sent)
        .containsEntry("x", "1")
        .containsEntry("scope", "a b")
        .containsEntry("code_challenge_method", "S256")
        .doesNotContainKey("client_secret")
        .doesNotContainValue(ticket);
    Query back = returned(ticket);
    Authorizations.Returned returned =
        authorizations.redeem(harness.dsl(), back.get("state"), ticket).orElseThrow();
    assertThat(returned.webhookId()).isEqualTo(webhook.id());
    return outcome(
        new CodeExchange(back.get("code"), returned.verifier(), REDIRECT, returned.scope()));
  }

  private String outcome(CodeExchange exchange) {
    return CodeExchange.Outcome.of(task.perform(harness.clinic, webhook.id(), exchange.json()))
        .error();
  }
}
