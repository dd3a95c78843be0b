package org.wardbell.activities.delivery;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.wardbell.simulator.oauth.AuthorizationServerSimulator;
import org.wardbell.workflows.webhook.Authentication;
import org.wardbell.workflows.webhook.Authentication.ClientAuthentication;
import org.wardbell.workflows.webhook.Authentication.Grant;

/** Webhooks whose receiver wants a token of a real authorization server. */
abstract class TokenTest extends DeliveryTest {
  AuthorizationServerSimulator server;

  @BeforeEach
  void start() throws Exception {
    server = AuthorizationServerSimulator.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  void deliver(int events) {
    harness.engine.dispatch().dispatch(harness.accept(events));
  }

  void expireRow() {
    harness.dsl().execute("update oauth_token set expires_at = utc_timestamp(6)");
  }

  WebhookBuilder webhook() {
    return webhook("client-secret", ClientAuthentication.BODY);
  }

  WebhookBuilder webhook(String secret, ClientAuthentication client) {
    String port = server.url("/hook").replaceAll(".*:", "").replace("/hook", "");
    return WebhookBuilder.at("@" + port + "/hook")
        .with(settings -> settings.authentication(oauth2(server.url("/token"), secret, client)));
  }

  static Authentication oauth2(String tokenUrl, String secret, ClientAuthentication client) {
    return new Authentication.OAuth2(
        Grant.CLIENT_CREDENTIALS,
        null,
        tokenUrl,
        AuthorizationServerSimulator.CLIENT_ID,
        secret,
        client,
        List.of("a", "b"),
        null);
  }
}
