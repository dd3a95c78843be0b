package org.wardbell.api.dashboard.editor;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wardbell.activities.event.ClinicCatalogues;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.api.dashboard.frame.DistinctNames;
import org.wardbell.api.webhook.WebhookEditing;
import org.wardbell.workflows.event.EventType;
import org.wardbell.workflows.event.Subscription;
import org.wardbell.workflows.webhook.WebhookSettings;

/**
 * The webhooks of a clinic that a new one could be taken for, or whose receiver it would tell a
 * second time. Both may be wanted, so it is asked and not refused.
 */
@Component
public final class SimilarWebhooks {
  /** The field of a form whose person has read of them. */
  public static final String ANYWAY = "anyway";

  /** As many as a person reads before deciding; the first that were made. */
  private static final int SHOWN = 3;

  private final WebhookEditing webhooks;
  private final ClinicCatalogues catalogues;

  SimilarWebhooks(WebhookEditing webhooks, ClinicCatalogues catalogues) {
    this.webhooks = webhooks;
    this.catalogues = catalogues;
  }

  /**
   * A webhook like the one that somebody is about to make.
   *
   * @param alike what they have in common
   */
  public record Similar(UUID id, String name, String alike, List<String> events, Instant madeAt) {
    public Similar {
      events = List.copyOf(events);
    }

    /** Returns the end of its id. */
    public String shortId() {
      return DistinctNames.shortId(id);
    }
  }

  /**
   * Returns those that are on and have the name of what a form would make, or get some of its
   * events at its address.
   */
  public List<Similar> of(UUID clinic, WebhookSettings wanted) {
    List<EventType> types = catalogues.of(clinic).types();
    List<Similar> similar = new ArrayList<>();
    for (StoredWebhook stored : webhooks.of(clinic)) {
      WebhookSettings settings = stored.webhook().settings();
      boolean name = DistinctNames.key(settings.name()).equals(DistinctNames.key(wanted.name()));
      boolean address =
          stored.isReadable()
              && settings.url().equals(wanted.url())
              && overlap(types, settings.events(), wanted.events());
      if (stored.enabled() && (name || address) && similar.size() < SHOWN) {
        similar.add(
            new Similar(
                stored.webhook().id(),
                settings.name(),
                name && address
                    ? "the same name, the same address, and events in common"
                    : name ? "the same name" : "the same address, and events in common",
                settings.events(),
                stored.createdAt()));
      }
    }
    return similar;
  }

  private static boolean overlap(List<EventType> types, List<String> one, List<String> other) {
    Subscription ofOne = new Subscription(one);
    Subscription ofOther = new Subscription(other);
    return types.stream()
        .map(EventType::type)
        .anyMatch(type -> ofOne.matches(type) && ofOther.matches(type));
  }
}
