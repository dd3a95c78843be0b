package org.wardbell.api.dashboard.editor;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.workflows.webhook.WebhookSettings;

/**
 * A webhook as its form describes it.
 *
 * @param settings that the form means, or null if something is wrong
 * @param problems all that is wrong
 */
record EditedWebhook(@Nullable WebhookSettings settings, List<FieldProblem> problems) {
  EditedWebhook {
    problems = List.copyOf(problems);
  }
}
