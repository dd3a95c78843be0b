package org.wardbell.standalone.bench;

import org.wardbell.standalone.bench.environment.ControlClient;
import org.wardbell.standalone.bench.environment.Target;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A webhook whose receiver accepts requests and never answers, with deliveries that wait for it.
 */
final class NoisyWebhook {
  /** The receiver's endpoint, counted from 0; the healthy one is 0. */
  static final int ENDPOINT = 1;

  /** Short, so that several rounds of timeouts fall into a phase. */
  private static final int TIMEOUT_SECONDS = 5;

  /** Events of a type that only the noisy webhook asks for. */
  private static final String BACKLOG_TYPE = "patient.registered";

  private static final int PER_BATCH = 100;

  private final ControlClient api;
  private final String path;

  private NoisyWebhook(ControlClient api, String path) {
    this.api = api;
    this.path = path;
  }

  /** Makes it, for all that the healthy webhook gets too, and posts its backlog. */
  static NoisyWebhook with(int backlog, Target target) {
    ControlClient api = new ControlClient("server", target.port(), target.apiKey());
    ObjectNode webhook = JsonMapper.shared().createObjectNode();
    webhook.put("name", "noisy").put("url", target.receiver().url(ENDPOINT));
    webhook.put("timeout_seconds", TIMEOUT_SECONDS);
    webhook.putArray("events").add("appointment.*").add(BACKLOG_TYPE);
    String id = api.post("/api/v1/webhooks", webhook).path("id").asString();
    for (int left = backlog; left > 0; left -= PER_BATCH) {
      api.post("/api/v1/events/batch", batch(Math.min(PER_BATCH, left)));
    }
    return new NoisyWebhook(api, "/api/v1/webhooks/" + id);
  }

  private static ObjectNode batch(int size) {
    ObjectNode batch = JsonMapper.shared().createObjectNode();
    ArrayNode events = batch.putArray("events");
    for (int i = 0; i < size; i++) {
      events.addObject().put("type", BACKLOG_TYPE).putObject("data").put("patient_id", i);
    }
    return batch;
  }

  /** Ends it with everything that waits for it. */
  void delete() {
    api.delete(path);
  }
}
