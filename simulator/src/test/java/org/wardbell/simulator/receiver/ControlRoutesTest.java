package org.wardbell.simulator.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ControlRoutesTest {

  private final ReceiverSimulator receiver;
  private final HttpClient client = HttpClient.newHttpClient();

  ControlRoutesTest() throws IOException {
    receiver = ReceiverSimulator.start(0);
  }

  @AfterEach
  void stop() {
    receiver.close();
    client.shutdownNow();
  }

  @Test
  void put_steps_setsTheBehaviour() throws Exception {
    String behaviour =
        """
        {"steps":[
          {"status":503,"retry_after":"2","headers":{"X-Reason":"night"},"body":"closed","delay_ms":1},
          {"redirect":"https://example.org/"},
          {"status":201}]}
        """;

    assertThat(call("PUT", "/_control/a", behaviour).statusCode()).isEqualTo(204);

    HttpResponse<String> first = call("POST", "/hook/a", "{}");
    assertThat(first.statusCode()).isEqualTo(503);
    assertThat(first.headers().firstValue("Retry-After")).contains("2");
    assertThat(first.headers().firstValue("X-Reason")).contains("night");
    assertThat(first.body()).isEqualTo("closed");
    assertThat(call("POST", "/hook/a", "{}").statusCode()).isEqualTo(302);
    assertThat(call("POST", "/hook/a", "{}").statusCode()).isEqualTo(201);
  }

  @Test
  void put_withPathParameter_setsAnyPath() throws Exception {
    call("PUT", "/_control/x?path=/services/T0/B0", "{\"statuses\":[404]}");

    assertThat(call("POST", "/services/T0/B0", "{}").statusCode()).isEqualTo(404);
  }

  @Test
  void put_unknownField_isRefusedByName() throws Exception {
    HttpResponse<String> answer = call("PUT", "/_control/a", "{\"steps\":[{\"stauts\":1}]}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("stauts", "status");
  }

  @Test
  void put_notJsonOrEmpty_isRefused() throws Exception {
    assertThat(call("PUT", "/_control/a", "nonsense").statusCode()).isEqualTo(400);
    assertThat(call("PUT", "/_control/a", "{}").statusCode()).isEqualTo(400);
    assertThat(call("PUT", "/_control/a", "{\"statuses\":[7]}").statusCode()).isEqualTo(400);
  }

  @Test
  void delete_behaviour_answers200Again() throws Exception {
    call("PUT", "/_control/a", "{\"statuses\":[500]}");
    call("DELETE", "/_control/a", "");

    assertThat(call("POST", "/hook/a", "{}").statusCode()).isEqualTo(200);
  }

  @Test
  void requests_byPathAndSince_areListed() throws Exception {
    call("POST", "/hook/a", "{\"n\":1}");
    call("POST", "/hook/b", "{}");
    call("POST", "/hook/a", "{\"n\":2}");

    JsonNode all = json(call("GET", "/_control/requests?path=/hook/a", ""));
    assertThat(all).hasSize(2);
    assertThat(all.get(0).get("body").asString()).isEqualTo("{\"n\":1}");
    JsonNode later = json(call("GET", "/_control/requests?path=/hook/a&since=1", ""));
    assertThat(later).hasSize(1);
    assertThat(later.get(0).get("sequence").asLong()).isEqualTo(3);

    assertThat(call("DELETE", "/_control/requests", "").statusCode()).isEqualTo(204);
    assertThat(json(call("GET", "/_control/requests", ""))).isEmpty();
    assertThat(json(call("GET", "/_control/stats", "")).get("received").asLong()).isEqualTo(3);
  }

  @Test
  void arrivals_inLogMode_explainsItself() throws Exception {
    HttpResponse<String> answer = call("GET", "/_control/arrivals", "");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("--counting");
  }

  @Test
  void counting_repeatedWebhookId_isADuplicate() throws Exception {
    try (ReceiverSimulator counting = ReceiverSimulator.startCounting(0)) {
      for (String id : new String[] {"one", "two", "one"}) {
        client.send(
            HttpRequest.newBuilder(URI.create(counting.url("/hook/a")))
                .header("webhook-id", id)
                .header("wardbell-event-id", "event-" + id)
                .POST(BodyPublishers.ofString("{}"))
                .build(),
            BodyHandlers.discarding());
      }
      JsonNode stats = json(get(counting.url("/_control/stats")));
      assertThat(stats.get("received").asLong()).isEqualTo(3);
      assertThat(stats.get("distinct_webhook_ids").asLong()).isEqualTo(2);
      assertThat(stats.get("duplicates").asLong()).isEqualTo(1);
      assertThat(stats.get("per_path").get("/hook/a").asLong()).isEqualTo(3);

      String[] lines = get(counting.url("/_control/arrivals?since=1")).body().split("\n");
      assertThat(lines).hasSize(2);
      JsonNode row = JsonMapper.shared().readTree(lines[0]);
      assertThat(row.get("webhook_id").asString()).isEqualTo("two");
      assertThat(row.get("event_id").asString()).isEqualTo("event-two");
      assertThat(row.get("path").asString()).isEqualTo("/hook/a");
      assertThat(row.get("at_micros").asLong()).isEqualTo(counting.arrivals().get(1).atMicros());
    }
  }

  private static JsonNode json(HttpResponse<String> answer) {
    return JsonMapper.shared().readTree(answer.body());
  }

  private HttpResponse<String> get(String url) throws Exception {
    return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> call(String method, String path, String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(receiver.url(path)))
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}
