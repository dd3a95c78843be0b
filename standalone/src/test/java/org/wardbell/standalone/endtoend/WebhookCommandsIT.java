package org.wardbell.standalone.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.oauth.AuthorizationServerSimulator;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.standalone.server.Installation;
import tools.jackson.databind.JsonNode;

/** A person's commands on webhooks, over HTTP, through api, Temporal and worker. */
class WebhookCommandsIT {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private static Surroundings surroundings;
  private static Installation installation;
  private static TestApi api;

  @BeforeAll
  static void start() {
    surroundings = Surroundings.start();
    installation = surroundings.installation();
    api = new TestApi(installation.url());
  }

  @AfterAll
  static void stop() {
    installation.close();
    surroundings.close();
  }

  @Test
  void test_ofAWebhook_sendsOneMarkedRequestAndTellsWhatCameBack() throws IOException {
    surroundings.receiver.behave("/test", Step.answer(503));
    TestWebhook webhook = api.webhook("tested", surroundings.receiver.url("/test"), TIMEOUT);

    TestApi.Answer answer =
        api.post(
            "/api/v1/webhooks/" + webhook.id() + "/test",
            Map.of("event_type", "patient.registered"));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.json().path("response").path("status").asInt()).isEqualTo(503);
    assertThat(answer.json().path("verdict").path("outcome").asString()).isEqualTo("FAILED");
    List<ReceivedRequest> sent = surroundings.receiver.requests("/test");
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().header("wardbell-test")).isEqualTo("true");
    SignedRequest.verify(webhook.secret(), sent.getFirst());
    assertThat(api.get("/api/v1/deliveries?webhook=" + webhook.id()).json().path("data")).isEmpty();
  }

  @Test
  void kiviCaresClient_testsAWebhookAndReadsItsLog() throws IOException {
    surroundings.receiver.behave("/kivicare", Step.answer(200).withBody("taken"));
    api.webhook("kivicare", surroundings.receiver.url("/kivicare"), TIMEOUT);
    String routes = "/wp-json/kivicare/v1/";
    long number = api.get(routes + "webhooks").json().at("/data/data/0/id").asLong();

    TestApi.Answer tested =
        api.post(
            routes + "webhooks/" + number + "/test",
            Map.of("webhookId", number, "payload", Map.of("patient_id", 23)));

    assertThat(tested.status()).as(tested.text()).isEqualTo(200);
    assertThat(tested.json().at("/data/success").asBoolean()).as(tested.text()).isTrue();
    assertThat(tested.json().at("/data/status_code").asInt()).isEqualTo(200);
    assertThat(tested.json().at("/data/response").asString()).isEqualTo("taken");
    assertThat(tested.json().at("/data/webhook_data/name").asString()).isEqualTo("kivicare");
    assertThat(api.event("kivicare-1").status()).isEqualTo(202);
    String logs = routes + "webhook-logs?status=success&webhook_id=" + number;
    long log =
        await(logs, page -> page.at("/data/data").size() == 1).at("/data/data/0/id").asLong();
    TestApi.Answer one = api.get(routes + "webhook-logs/" + log);
    assertThat(one.json().at("/data/response/body").asString()).as(one.text()).isEqualTo("taken");
    assertThat(one.json().at("/data/payload/patient_id").asString()).isEqualTo("kivicare-1");
  }

  @Test
  void preview_ofAWebhook_showsTheRequestAndCallsNobody() throws IOException {
    TestWebhook webhook = api.webhook("previewed", surroundings.receiver.url("/preview"), TIMEOUT);

    TestApi.Answer answer =
        api.post("/api/v1/webhooks/preview", Map.of("webhook_id", webhook.id().toString()));

    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.text()).contains("/preview");
    assertThat(surroundings.receiver.requests("/preview")).isEmpty();
  }

  @Test
  void refusedDelivery_resentAndReplayed_arrivesEachTimeUnderItsOwnId() throws IOException {
    surroundings.receiver.behave("/again", Step.answer(422));
    TestWebhook webhook = api.webhook("again", surroundings.receiver.url("/again"), TIMEOUT);
    assertThat(api.event("again-1").status()).isEqualTo(202);
    String refused = awaitDelivery(webhook, "REFUSED");
    surroundings.receiver.behave("/again", Step.answer(200));

    assertThat(api.post("/api/v1/deliveries/" + refused + "/resend", Map.of()).status())
        .isBetween(200, 202);
    awaitDelivery(webhook, "DELIVERED");
    TestApi.Answer replay =
        api.post(
            "/api/v1/webhooks/" + webhook.id() + "/replays",
            Map.of("which", "all", "from", Instant.now().minus(Duration.ofDays(1)).toString()));
    assertThat(replay.status()).as(replay.text()).isBetween(200, 202);
    String path = "/api/v1/replays/" + replay.json().path("id").asString();
    JsonNode done = await(path, job -> job.path("status").asString().equals("DONE"));

    assertThat(done.path("progress").path("delivered").asInt())
        .isEqualTo(done.path("progress").path("created").asInt())
        .isPositive();
    List<ReceivedRequest> sent =
        surroundings.receiver.requests("/again").stream()
            .filter(request -> request.text().contains("again-1"))
            .toList();
    assertThat(sent).hasSize(3);
    assertThat(sent).extracting(ReceivedRequest::webhookId).doesNotHaveDuplicates();
    assertThat(sent)
        .extracting(it -> it.header("wardbell-event-id"))
        .containsOnly(eventOf(refused));
  }

  @Test
  void consent_givenInABrowser_connectsTheWebhook() throws Exception {
    try (AuthorizationServerSimulator server = AuthorizationServerSimulator.start();
        HttpClient browser = HttpClient.newHttpClient()) {
      server.clientSecret("client-secret");
      String id = consentingWebhook(server);
      TestApi.Answer begun = api.post("/api/v1/webhooks/" + id + "/oauth/start", Map.of());
      assertThat(begun.status()).as(begun.text()).isEqualTo(200);

      HttpResponse<String> away = leave(browser, begun.json().path("authorization_url").asString());
      String cookie = away.headers().firstValue("set-cookie").orElseThrow().replaceAll(";.*", "");
      HttpResponse<String> consent =
          visit(browser, away.headers().firstValue("location").orElseThrow(), "x=y");
      String back = consent.headers().firstValue("location").orElseThrow();
      assertThat(back).startsWith(Surroundings.PUBLIC_URL + "/oauth/callback?");
      String here = installation.url() + back.substring(Surroundings.PUBLIC_URL.length());
      HttpResponse<String> page = visit(browser, here, cookie);

      assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
      assertThat(visit(browser, here, cookie).statusCode()).isEqualTo(400);
      assertThat(api.event("consent-1").status()).isEqualTo(202);
      Await.until("a request with a token", server::accepted, count -> count == 1);
      assertThat(server.rejected()).isZero();
    }
  }

  private static String consentingWebhook(AuthorizationServerSimulator server) throws IOException {
    TestApi.Answer made =
        api.post(
            "/api/v1/webhooks",
            Map.of(
                "name", "consent",
                "url", server.url("/hook"),
                "events", List.of("patient.*"),
                "authentication",
                    Map.of(
                        "type",
                        "oauth2",
                        "grant",
                        "authorization_code",
                        "authorization_url",
                        server.url("/authorize"),
                        "token_url",
                        server.url("/token"),
                        "client_id",
                        AuthorizationServerSimulator.CLIENT_ID,
                        "client_secret",
                        "client-secret")));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().path("id").asString();
  }

  /** Goes on from the page that asks, as its button does. */
  private static HttpResponse<String> leave(HttpClient browser, String page) throws Exception {
    assertThat(page).startsWith(Surroundings.PUBLIC_URL + "/oauth/begin?ticket=");
    return browser.send(
        HttpRequest.newBuilder(URI.create(installation.url() + "/oauth/begin"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Origin", Surroundings.PUBLIC_URL)
            .POST(HttpRequest.BodyPublishers.ofString(page.substring(page.indexOf('?') + 1)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> visit(HttpClient browser, String page, String cookie)
      throws Exception {
    return browser.send(
        HttpRequest.newBuilder(URI.create(page)).header("Cookie", cookie).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static String awaitDelivery(TestWebhook webhook, String status) {
    JsonNode found =
        await(
            "/api/v1/deliveries?status=" + status + "&webhook=" + webhook.id(),
            page -> !page.path("data").isEmpty());
    return found.path("data").path(0).path("id").asString();
  }

  private static String eventOf(String delivery) throws IOException {
    return api.get("/api/v1/deliveries/" + delivery).json().path("event_id").asString();
  }

  private static JsonNode await(String path, Predicate<JsonNode> condition) {
    return Await.until(
        path,
        () -> {
          try {
            return api.get(path).json();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        },
        condition);
  }
}
