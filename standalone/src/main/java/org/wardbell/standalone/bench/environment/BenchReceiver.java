package org.wardbell.standalone.bench.environment;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The receiver simulator in its counting mode, seen from the generator. */
public final class BenchReceiver {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String PATH = "/hook/bench-";

  private final int port;
  private final ControlClient control;

  /** A request that arrived: which delivery, which event, at which endpoint (from 0), and when. */
  public record Arrival(String webhookId, String eventId, int endpoint, long atMicros) {}

  public BenchReceiver(int port) {
    this.port = port;
    this.control = new ControlClient("receiver", port, "");
  }

  /** Returns the address of an endpoint, counted from 0. */
  public String url(int endpoint) {
    return "http://127.0.0.1:" + port + PATH + endpoint;
  }

  /** Lets an endpoint accept requests and never answer them. */
  public void hang(int endpoint) {
    ObjectNode behaviour = JSON.createObjectNode();
    behaviour.putArray("steps").addObject().put("hang", true);
    control.put("/_control/" + PATH.substring("/hook/".length()) + endpoint, behaviour);
  }

  /** Removes the arrivals so far. */
  public void clear() {
    control.delete("/_control/requests");
  }

  /** Returns the number of different deliveries that arrived. */
  public long distinct() {
    return control.get("/_control/stats").path("distinct_webhook_ids").asLong();
  }

  /** Reads everything that arrived, in order. */
  public void arrivals(Consumer<Arrival> each) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(control.stream("/_control/arrivals"), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        each.accept(read(JSON.readTree(line)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The receiver's arrivals broke off", e);
    }
  }

  private static Arrival read(JsonNode row) {
    return new Arrival(
        row.path("webhook_id").asString(),
        row.path("event_id").asString(),
        Integer.parseInt(row.path("path").asString().substring(PATH.length())),
        row.path("at_micros").asLong());
  }
}
