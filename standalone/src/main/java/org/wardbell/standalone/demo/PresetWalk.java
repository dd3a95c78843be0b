package org.wardbell.standalone.demo;

import java.util.List;
import java.util.Map;
import org.wardbell.simulator.http.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The walk of a preset: a channel of Slack hears of bookings, after one call with one field. */
final class PresetWalk {
  private static final String SLACK = "slack";

  private final DemoEnvironment stage;
  private final WardbellClient client;
  private final Narrator narrator;

  PresetWalk(DemoEnvironment stage, WardbellClient client, Narrator narrator) {
    this.stage = stage;
    this.client = client;
    this.narrator = narrator;
  }

  void play(String clinic) {
    Map<String, Object> filledIn =
        Map.of("clinic", clinic, "fields", stage.targets().account(SLACK));
    preview(filledIn);
    String step = "webhook made of a preset";
    JsonNode made = client.post(step, "presets/" + SLACK + "/webhook", filledIn, 201);
    narrator.done(step, "Slack, of one field: the address that Slack gives for a channel");
    narrator.more("", stage.page("/webhooks/" + made.path("id").asString("")));
    ObjectNode booking = (ObjectNode) DemoEvents.booking();
    client.post("event accepted", "events", booking.put("clinic", clinic), 202);
    List<Request> posted =
        Waiting.until(
            "posted to Slack",
            "the stand-in for Slack to take a message",
            () -> stage.targets().taken(SLACK),
            taken -> !taken.isEmpty());
    narrator.done("posted to Slack", text(posted.getFirst().body().utf8()));
  }

  private void preview(Map<String, Object> filledIn) {
    String step = "preset previewed";
    JsonNode preview = client.post(step, "presets/" + SLACK + "/preview", filledIn, 200);
    narrator.done(step, "what it would send of sample data; nobody was called");
    narrator.more("", text(preview.path("request").path("body").asString("")));
  }

  private static String text(String body) {
    return JsonMapper.shared().readTree(body).path("text").asString("");
  }
}
