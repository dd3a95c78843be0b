package org.wardbell.standalone.client;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A webhook that a command makes for as long as it runs. It is tried twice only, because nobody
 * waits for it longer; a process that is killed leaves it behind, under its telling name.
 */
public final class TemporaryWebhook implements AutoCloseable {
  private final RunningServer server;
  private final String id;
  private final String secret;

  private TemporaryWebhook(RunningServer server, String id, String secret) {
    this.server = server;
    this.id = id;
    this.secret = secret;
  }

  /**
   * Makes it.
   *
   * @param events types, {@code module.*} or {@code *}
   * @param clinic null for the key's own
   * @throws Refused with the server's reason, for instance an address that it may not reach
   */
  public static TemporaryWebhook make(
      RunningServer server, String name, String url, List<String> events, @Nullable String clinic)
      throws Refused {
    Map<String, Object> webhook = new LinkedHashMap<>();
    webhook.put("name", name);
    webhook.put("url", url);
    webhook.put("events", events);
    webhook.put("retry", Map.of("schedule_seconds", List.of(0, 5)));
    webhook.put("circuit_breaker", false);
    webhook.put("auto_disable", false);
    if (clinic != null) {
      webhook.put("clinic", clinic);
    }
    JsonNode made = server.post("/api/v1/webhooks", webhook);
    return new TemporaryWebhook(
        server, made.path("id").asString(""), made.path("signing_secret").asString(""));
  }

  /** Returns its id. */
  public String id() {
    return id;
  }

  /** Returns what its requests are signed with. */
  public String secret() {
    return secret;
  }

  /**
   * Removes it.
   *
   * @throws Refused with the reason, and how to remove it by hand
   */
  @Override
  public void close() throws Refused {
    try {
      server.delete("/api/v1/webhooks/" + id);
    } catch (Refused refused) {
      throw new Refused(
          "the temporary webhook is still there ("
              + refused.getMessage()
              + "): remove it with DELETE /api/v1/webhooks/"
              + id);
    }
  }
}
