package org.wardbell.workflows.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.wardbell.workflows.webhook.DrainResult;
import org.wardbell.workflows.webhook.WebhookActivities;

/** A scripted drain: it answers as a test says, in order. */
public final class ScriptedDrains implements WebhookActivities {
  private final Deque<Supplier<DrainResult>> script = new ArrayDeque<>();
  private final List<String> calls = Collections.synchronizedList(new ArrayList<>());

  /** Adds the next answer. */
  public ScriptedDrains then(int sent, int parked, long waitMillis) {
    return then(() -> new DrainResult(sent, parked, waitMillis));
  }

  /** Adds a call as the next answer. */
  public ScriptedDrains then(Supplier<DrainResult> answer) {
    script.add(answer);
    return this;
  }

  @Override
  public DrainResult drain(String webhookId) {
    calls.add(webhookId);
    return script.remove().get();
  }

  /** Returns the webhooks it was asked to drain, in order. */
  public List<String> calls() {
    return List.copyOf(calls);
  }
}
