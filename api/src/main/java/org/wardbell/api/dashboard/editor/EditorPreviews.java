package org.wardbell.api.dashboard.editor;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.event.ClinicCatalogues;
import org.wardbell.activities.preview.SampleData;
import org.wardbell.activities.preview.ShownRequest;
import org.wardbell.activities.webhook.draft.Mask;
import org.wardbell.api.dashboard.schedule.ScheduleLine;
import org.wardbell.api.webhook.Previews;
import org.wardbell.api.webhook.TestRequest;
import org.wardbell.workflows.delivery.RetrySchedule;
import org.wardbell.workflows.event.EventCatalogue;
import org.wardbell.workflows.webhook.Payload;
import org.wardbell.workflows.webhook.RetryPolicy;
import org.wardbell.workflows.webhook.WebhookSettings;
import tools.jackson.databind.json.JsonMapper;

/** The previews of webhooks that are being written, of an event from the catalogue's samples. */
@Component
final class EditorPreviews {
  private final Previews previews;
  private final ClinicCatalogues catalogues;

  EditorPreviews(Previews previews, ClinicCatalogues catalogues) {
    this.previews = previews;
    this.catalogues = catalogues;
  }

  /**
   * Returns the preview.
   *
   * @param clinic whose event it is
   */
  PreviewPart of(FormFields form, EditedWebhook edited, UUID clinic) {
    EventCatalogue catalogue = catalogues.of(clinic);
    SampleData samples = new SampleData(catalogue);
    String type = type(form, edited, samples, catalogue);
    String sample = JsonMapper.shared().readTree(samples.of(type)).toPrettyString();
    ScheduleLine schedule = schedule(form, edited.settings());
    WebhookSettings settings = edited.settings();
    if (settings == null) {
      return new PreviewPart(
          type,
          sample,
          null,
          form.whileTyping().isAnyWrong()
              ? "There is no request until what is marked is right."
              : "The request appears here once there are a name, a URL and an event.",
          schedule);
    }
    Optional<ShownRequest> request =
        previews.sample(
            Previews.draft(clinic, withoutCredentials(settings)),
            clinic,
            new TestRequest(type, null));
    return new PreviewPart(
        type,
        sample,
        request.orElse(null),
        "The sample does not fit this transformation, URL or header. Look at what they take from"
            + " it.",
        schedule);
  }

  private static String type(
      FormFields form, EditedWebhook edited, SampleData samples, EventCatalogue catalogue) {
    String chosen = form.of("sample_type");
    if (catalogue.exists(chosen)) {
      return chosen;
    }
    List<String> events =
        edited.settings() == null ? form.all("events") : edited.settings().events();
    return samples.typeFor(events.isEmpty() ? List.of("*") : events);
  }

  /** A field of a form may hold a credential, and would stand in the body. */
  private static WebhookSettings withoutCredentials(WebhookSettings settings) {
    Payload payload = settings.payload();
    return settings.with(
        new Payload(
            payload.format(),
            payload.detail(),
            payload.contentType(),
            payload.body(),
            Mask.hidden(payload.form()),
            payload.transform()));
  }

  /** A schedule is drawn although something else is wrong. */
  private static @Nullable ScheduleLine schedule(
      FormFields form, @Nullable WebhookSettings settings) {
    if (settings != null) {
      return ScheduleLine.of(RetrySchedule.of(settings.retry()));
    }
    return switch (form.of("retry.kind")) {
      case "schedule" ->
          RetryWaits.read(form.of("retry.schedule_seconds"))
              .filter(waits -> waits.stream().allMatch(each -> each <= 86_400))
              .filter(waits -> waits.size() <= 20 && waits.getFirst() == 0)
              .map(waits -> waits.stream().map(Long::intValue).toList())
              .map(waits -> ScheduleLine.of(RetrySchedule.of(RetryPolicy.ofSchedule(waits))))
              .orElse(null);
      case "growing" -> null;
      default -> ScheduleLine.of(RetrySchedule.of(RetryPolicy.STANDARD));
    };
  }
}
