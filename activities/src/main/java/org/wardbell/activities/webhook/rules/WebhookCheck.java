package org.wardbell.activities.webhook.rules;

import java.util.List;
import org.wardbell.workflows.webhook.Problem;
import org.wardbell.workflows.webhook.WebhookSettings;

/** The verdict of {@link WebhookRules} on a draft. */
public sealed interface WebhookCheck {
  /** The draft can be stored. */
  record Accepted(WebhookSettings settings) implements WebhookCheck {}

  /** The draft cannot be stored; all that is wrong with it, at least one problem. */
  record Rejected(List<Problem> problems) implements WebhookCheck {
    public Rejected {
      problems = List.copyOf(problems);
    }
  }
}
