package org.wardbell.workflows.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.wardbell.workflows.webhook.DrainResult;
import org.wardbell.workflows.webhook.WebhookActivities;

/** A drain that answers what a test says, in order. */
public final class ScriptedDrains implements WebhookActivities {
  private final Deque<Supplier<DrainResult>> script = new ArrayDeque<>();
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

  /** Next, answers this. */
  public ScriptedDrains then(int sent, int parked, long waitMillis) {
    return then(() -> new DrainResult(sent, parked, waitMillis));
  }

  /** Next, calls this. */
  public ScriptedDrains then(Supplier<DrainResult> answer) {
    script.add(answer);
    return this;
  }

  @Override
  public DrainResult drain(String webhookId) {
    calls.add(webhookId);
    return script.remove().get();
  }

  /** The webhooks it was asked to drain, in order. */
  public List<String> calls() {
    return List.copyOf(calls);
  }
}
