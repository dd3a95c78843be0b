package org.wardbell.api.dashboard.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.event.ClinicCatalogues;
import org.wardbell.activities.interactive.InteractiveStore;
import org.wardbell.activities.interactive.KeptTask;
import org.wardbell.activities.preview.SampleData;
import org.wardbell.activities.preview.TestSendRequest;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.api.dashboard.delivery.AttemptWords;
import org.wardbell.workflows.event.EventCatalogue;
import org.wardbell.workflows.event.Subscription;
import tools.jackson.databind.json.JsonMapper;

/** The making of the page on which a webhook is tested. */
@Component
final class TrialPages {
  /** Tests that are shown again: those of one sitting. */
  private static final int PAST = 10;

  private final ClinicCatalogues catalogues;
  private final InteractiveStore tasks;

  TrialPages(ClinicCatalogues catalogues, InteractiveStore tasks) {
    this.catalogues = catalogues;
    this.tasks = tasks;
  }

  /**
   * Returns the page.
   *
   * @param type as it was asked for, or null for the first that the webhook gets
   * @param data as it was typed, or null for the sample
   */
  TrialPage of(
      StoredWebhook stored,
      UUID clinic,
      @Nullable String type,
      @Nullable String data,
      String problem,
      @Nullable TrialResult result) {
    EventCatalogue catalogue = catalogues.of(clinic);
    SampleData samples = new SampleData(catalogue);
    List<String> events = stored.webhook().settings().events();
    String known = type == null ? null : catalogue.canonical(type);
    String chosen = Objects.requireNonNullElseGet(known, () -> samples.typeFor(events));
    return new TrialPage(
        stored.webhook().id(),
        stored.webhook().settings().name(),
        chosen,
        types(catalogue, new Subscription(events), chosen),
        data == null ? JsonMapper.shared().readTree(samples.of(chosen)).toPrettyString() : data,
        problem,
        result,
        past(stored.webhook().id()));
  }

  private static List<TrialPage.Type> types(
      EventCatalogue catalogue, Subscription wanted, String chosen) {
    List<TrialPage.Type> types = new ArrayList<>();
    catalogue
        .types()
        .forEach(
            each ->
                types.add(
                    new TrialPage.Type(each.type(), each.label(), wanted.matches(each.type()))));
    if (!catalogue.exists(chosen)) {
      types.add(new TrialPage.Type(chosen, chosen, wanted.matches(chosen)));
    }
    return types;
  }

  private List<TrialPage.Past> past(UUID webhook) {
    return tasks.newest(webhook, TestSendRequest.KIND, PAST).stream()
        .map(TrialPages::past)
        .toList();
  }

  private static TrialPage.Past past(KeptTask task) {
    TrialResult result = TrialResult.of(task, "");
    var report = result.report();
    return report == null
        ? new TrialPage.Past(
            task.id(),
            task.createdAt(),
            "",
            new AttemptWords(result.later() == null ? "idle" : "waiting", result.sentence()),
            "",
            "")
        : new TrialPage.Past(
            task.id(),
            task.createdAt(),
            report.eventType(),
            result.words(),
            report.verdict().code(),
            result.total());
  }
}
