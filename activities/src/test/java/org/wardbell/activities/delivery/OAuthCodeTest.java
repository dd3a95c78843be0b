package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.authentication.CodeExchange;
import org.wardbell.activities.crypto.SecretWords;
import org.wardbell.workflows.webhook.Authentication.OAuth2;

/** The way of a person's consent, against a server that checks PKCE and rotates refresh tokens. */
class OAuthCodeTest extends ConsentTest {
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
    assertThat(authorizations.redeem(harness.dsl(), SecretWords.state(old), old)).isEmpty();
  }

  @Test
  void state_inTheDatabase_isNotWhatTheBrowserHas() {
    String ticket = begin();

    byte[] stored =
        (byte[]) harness.dsl().fetchValue("select state_hash from oauth_authorization limit 1");
    assertThat(stored).hasSize(32);
    assertThat(new String(stored, StandardCharsets.ISO_8859_1))
        .doesNotContain(ticket, SecretWords.state(ticket));
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
}
