package org.wardbell.activities.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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

/** A webhook that needs a person's consent, and a server that asks for it. */
abstract class ConsentTest extends DeliveryTest {
  static final String REDIRECT = "https://wardbell.example/oauth/callback";

  HttpClient browser;
  AuthorizationServerSimulator server;
  Authorizations authorizations;
  OAuthConnections connections;
  InteractiveTask task;
  KeptWebhook webhook;
  OAuth2 settings;

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

  void deliver() {
    harness.engine.dispatch().dispatch(harness.accept(1));
  }

  OAuthStatus status() {
    return connections.status(webhook, settings);
  }

  String begin() {
    return harness
        .dsl()
        .transactionResult(
            transaction -> authorizations.begin(transaction.dsl(), webhook, settings, "key/1"));
  }

  URI authorization(String ticket) {
    return Authorizations.address(
        settings, REDIRECT, ticket, authorizations.find(harness.dsl(), ticket).orElseThrow());
  }

  /** What the browser brings back. */
  Query returned(String ticket) throws Exception {
    HttpResponse<Void> answer =
        browser.send(
            HttpRequest.newBuilder(authorization(ticket)).build(),
            HttpResponse.BodyHandlers.discarding());
    String location = answer.headers().firstValue("Location").orElseThrow();
    assertThat(location).startsWith(REDIRECT + "?");
    return Query.parse(URI.create(location).getRawQuery());
  }

  String connect() throws Exception {
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

  String outcome(CodeExchange exchange) {
    return CodeExchange.Outcome.of(task.perform(harness.clinic, webhook.id(), exchange.json()))
        .error();
  }
}
