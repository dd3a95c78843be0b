package org.wardbell.api.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jooq.exception.DataAccessException;
import org.springframework.stereotype.Component;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.api.access.Caller;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;
import org.wardbell.api.transfer.BulkView.Outcome;
import org.wardbell.api.webhook.WebhookEditing;
import org.wardbell.workflows.webhook.WebhookSettings;

/**
 * Changes of many webhooks, each in a transaction of its own: locks are held for one webhook at a
 * time, and what fails keeps back no other.
 */
@Component
public final class WebhookBulk {
  /** A clinic has no more webhooks. */
  public static final int MAXIMUM = WebhookStore.MAXIMUM_PER_CLINIC;

  private final WebhookEditing webhooks;

  WebhookBulk(WebhookEditing webhooks) {
    this.webhooks = webhooks;
  }

  /** The changes that there are. */
  public enum Action {
    ENABLE,
    DISABLE,
    DELETE
  }

  /** Changes them in the order given. */
  public BulkView change(Action action, List<UUID> ids, Caller caller) {
    List<BulkView.Line> lines = new ArrayList<>(ids.size());
    for (UUID id : ids) {
      lines.add(changed(action, id, caller));
    }
    return BulkView.of(lines);
  }

  private BulkView.Line changed(Action action, UUID id, Caller caller) {
    try {
      StoredWebhook stored = webhooks.visible(id, caller);
      boolean changed =
          switch (action) {
            case ENABLE -> enabled(stored, true, caller);
            case DISABLE -> enabled(stored, false, caller);
            case DELETE -> {
              webhooks.delete(stored, caller);
              yield true;
            }
          };
      return new BulkView.Line(id.toString(), changed ? Outcome.DONE : Outcome.UNCHANGED, null);
    } catch (ProblemException problem) {
      return new BulkView.Line(
          id.toString(),
          problem.kind() == ProblemKind.NOT_FOUND ? Outcome.NOT_FOUND : Outcome.FAILED,
          problem.document().detail());
    } catch (DataAccessException failure) {
      // What was done already is told all the same.
      return new BulkView.Line(
          id.toString(), Outcome.FAILED, ProblemException.fault(failure).document().detail());
    }
  }

  private boolean enabled(StoredWebhook stored, boolean enabled, Caller caller) {
    if (stored.enabled() == enabled) {
      return false;
    }
    WebhookSettings settings = stored.webhook().settings();
    webhooks.change(stored, settings.with(settings.name(), enabled), caller);
    return true;
  }
}
