package org.wardbell.activities.webhook.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.wardbell.activities.event.CatalogueFile;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.webhook.draft.DraftBuilder;
import org.wardbell.activities.webhook.draft.WebhookDraft;
import org.wardbell.workflows.webhook.Problem;
import org.wardbell.workflows.webhook.WebhookSettings;

/** Drafts of webhooks, and the answer of the rules to them. */
final class Drafts {
  static final WebhookRules RULES =
      new WebhookRules(CatalogueFile.load(), AllowedNetworks.of(List.of("10.1.0.0/16", "::1")));

  private Drafts() {}

  static WebhookSettings accepted(WebhookDraft draft) {
    WebhookCheck check = RULES.check(draft);
    assertThat(check).isInstanceOf(WebhookCheck.Accepted.class);
    return ((WebhookCheck.Accepted) check).settings();
  }

  static List<Problem> rejected(WebhookDraft draft) {
    WebhookCheck check = RULES.check(draft);
    assertThat(check).isInstanceOf(WebhookCheck.Rejected.class);
    return ((WebhookCheck.Rejected) check).problems();
  }

  static DraftBuilder draft() {
    return new DraftBuilder();
  }
}
