package org.wardbell.standalone.demo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Events that go on after the story, one every few seconds, so that the pages live. A failed one is
 * not told: the server may be stopping.
 */
final class SteadyEvents implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofSeconds(4);

  private final AtomicBoolean over = new AtomicBoolean();
  private final Thread posting;
  private final DemoEnvironment stage;
  private final String clinic;

  private SteadyEvents(DemoEnvironment stage, String clinic) {
    this.stage = stage;
    this.clinic = clinic;
    this.posting = Thread.ofVirtual().name("steady events").unstarted(this::post);
  }

  static SteadyEvents begin(DemoEnvironment stage, String clinic) {
    SteadyEvents events = new SteadyEvents(stage, clinic);
    events.posting.start();
    return events;
  }

  private void post() {
    List<JsonNode> morning = DemoEvents.restOfTheMorning();
    try (WardbellClient client = new WardbellClient(stage.url(), stage.administratorKey())) {
      for (int number = 0; !over.get(); number++) {
        ObjectNode event = (ObjectNode) morning.get(number % morning.size()).deepCopy();
        event.remove("id");
        client.post("event accepted", "events", event.put("clinic", clinic), 202);
        Thread.sleep(PAUSE);
      }
    } catch (StepFailed stopping) {
      over.set(true);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    over.set(true);
    posting.interrupt();
  }
}
