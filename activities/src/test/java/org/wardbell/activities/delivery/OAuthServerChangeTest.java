package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wardbell.activities.authentication.Authorizations;
import org.wardbell.activities.authentication.CodeExchange;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.simulator.http.Query;
import org.wardbell.workflows.webhook.WebhookSettingsBuilder;

/** Tokens of a webhook that is pointed at another server after a person consented. */
class OAuthServerChangeTest extends ConsentTest {
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
}
