package org.wardbell.activities.webhook.rules;

import java.util.List;
import org.wardbell.workflows.webhook.Problem;
import org.wardbell.workflows.webhook.WebhookSettings;

/** What {@link WebhookRules} say about a draft. */
public sealed interface WebhookCheck {
  /** It can be kept. */
  record Accepted(WebhookSettings settings) implements WebhookCheck {}

  /** It cannot; all that is wrong with it, at least one problem. */
  record Rejected(List<Problem> problems) implements WebhookCheck {
    public Rejected {
      problems = List.copyOf(problems);
    }
  }
}
