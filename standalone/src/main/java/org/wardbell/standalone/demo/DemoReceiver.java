package org.wardbell.standalone.demo;

import java.util.List;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.simulator.receiver.ReceiverSimulator;

/**
 * The clinic's other programs, as far as the story follows them: their requests, and whether the
 * signatures were valid.
 */
final class DemoReceiver {
  private final ReceiverSimulator simulator;
  private final DemoWebhook webhook;
  private final Narrator narrator;

  DemoReceiver(ReceiverSimulator simulator, DemoWebhook webhook, Narrator narrator) {
    this.simulator = simulator;
    this.webhook = webhook;
    this.narrator = narrator;
  }

  /** Waits for a signed request about that, and says so. */
  void heard(String type, String mentioned) {
    await(type, mentioned);
    narrator.more(webhook.name() + " was told", type);
  }

  /** Waits for a signed request about that. */
  void await(String type, String mentioned) {
    String step = webhook.name() + " was told";
    List<ReceivedRequest> heard =
        Waiting.until(
            step,
            type + " about " + mentioned,
            () ->
                simulator.requests(webhook.path()).stream()
                    .filter(request -> request.text().contains("\"" + type + "\""))
                    .filter(request -> request.text().contains(mentioned))
                    .toList(),
            found -> !found.isEmpty());
    if (!heard.stream().allMatch(webhook::signed)) {
      throw new StepFailed(step, "a valid signature", "it is wrong");
    }
  }
}
