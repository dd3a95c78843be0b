package org.wardbell.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.activities.clinic.ApiKeys;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;

/** A flood of keys that do not exist, from one address, beside people who have one. */
@Tag("servers")
final class UnknownKeysTest {
  /** More than the address has tries, and than time could add in any run of this test. */
  private static final int FLOOD = 300;

  private ApiServer server;

  @BeforeEach
  void start() {
    server = ApiServer.start(Map.of());
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  private Call.Answer events(String key) {
    return Call.at(server.url().resolve("/api/v1/events"))
        .header("Authorization", "Bearer " + key)
        .get();
  }

  /** Returns a text with the form of a key of the first versions, which only a query can refuse. */
  private static String unknown() {
    return ApiKeys.make().substring(0, 46);
  }

  @Test
  void flood_ofUnknownKeys_is429AfterItsTries_andAWorkingKeyGoesOn() {
    assertThat(events(ApiServer.ADMINISTRATOR_KEY).status()).isEqualTo(200);

    List<Call.Answer> flood = IntStream.range(0, FLOOD).mapToObj(_ -> events(unknown())).toList();

    assertThat(flood.subList(0, 30)).extracting(Call.Answer::status).containsOnly(401);
    Call.Answer refused = flood.getLast();
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("retry-after")).isEqualTo("2");
    assertThat(refused.header("ratelimit-policy")).isEqualTo("\"address\";q=30;w=60");
    assertThat(refused.header("ratelimit")).isEqualTo("\"address\";r=0;t=2");
    assertThat(events(ApiServer.ADMINISTRATOR_KEY).status()).isEqualTo(200);
    assertThat(count("refused")).isPositive();
    assertThat(count("unknown") + count("refused")).isEqualTo(FLOOD);
  }

  @Test
  void flood_ofTheSameUnknownKeyAndOfGarbage_costsNoQuery() {
    String same = unknown();
    String copiedBadly = ApiKeys.make().replaceFirst("..$", "zz");

    Stream.generate(() -> same)
        .limit(100)
        .forEach(key -> assertThat(events(key).status()).isEqualTo(401));
    Stream.of("wb_", "wb_" + UUID.randomUUID(), copiedBadly)
        .flatMap(key -> Stream.generate(() -> key).limit(50))
        .forEach(key -> assertThat(events(key).status()).isEqualTo(401));

    // Had each cost a query, the address had none left.
    assertThat(events(unknown()).status()).isEqualTo(401);
  }

  @Test
  void keyWithChecksum_works() {
    String made =
        Call.at(server.url().resolve("/api/v1/keys"))
            .header("Authorization", "Bearer " + ApiServer.ADMINISTRATOR_KEY)
            .post("{\"name\":\"x\",\"role\":\"READER\"}")
            .json()
            .path("key")
            .asString();

    assertThat(made).matches("wb_[A-Za-z0-9_-]{49}");
    assertThat(events(made).status()).isEqualTo(200);
  }

  @Test
  void flood_ofForgedPushes_isToldToComeAgain() {
    List<Integer> statuses =
        IntStream.range(0, FLOOD)
            .mapToObj(
                _ ->
                    Call.at(server.url().resolve("/calendar/push"))
                        .header("X-Goog-Channel-ID", UUID.randomUUID().toString())
                        .header("X-Goog-Channel-Token", "guess")
                        .send("POST", "")
                        .status())
            .toList();

    assertThat(statuses.subList(0, 30)).containsOnly(200);
    assertThat(statuses.getLast()).isEqualTo(503);
  }

  @Test
  void flood_ofForgedWaysBack_is429() {
    List<Integer> statuses =
        IntStream.range(0, FLOOD)
            .mapToObj(
                i -> Call.at(server.url().resolve("/oauth/callback?state=" + i)).get().status())
            .toList();

    assertThat(statuses.subList(0, 30)).containsOnly(400);
    assertThat(statuses.getLast()).isEqualTo(429);
  }

  private double count(String result) {
    return server
        .bean(MeterRegistry.class)
        .get("wardbell.anonymous.requests")
        .tag("kind", "key")
        .tag("result", result)
        .counter()
        .count();
  }
}
