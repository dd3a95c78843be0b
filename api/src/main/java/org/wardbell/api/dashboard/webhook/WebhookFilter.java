package org.wardbell.api.dashboard.webhook;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.StoredWebhook;
import org.wardbell.api.dashboard.frame.Addresses;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.workflows.event.Subscription;

/**
 * The filter of the list of webhooks as it stands in the address; null filters nothing.
 *
 * @param name a part of the name
 * @param state {@code on}, {@code off} or {@code failing}
 * @param event a type that the webhook gets
 */
public record WebhookFilter(@Nullable String name, @Nullable String state, @Nullable String event) {
  static final String PATH = "/webhooks";

  static final String ON = "on";
  static final String OFF = "off";
  static final String FAILING = "failing";
  private static final Set<String> STATES = Set.of(ON, OFF, FAILING);

  /** Returns the filter of a form, whose empty fields say nothing. */
  static WebhookFilter of(@Nullable String name, @Nullable String state, @Nullable String event) {
    String wanted = Addresses.typed(state);
    if (wanted != null && !STATES.contains(wanted)) {
      throw ProblemException.invalid("state", "is none that there is", "Choose one of the tabs.");
    }
    return new WebhookFilter(Addresses.typed(name), wanted, Addresses.typed(event));
  }

  /** Returns whether a webhook passes. */
  boolean passes(StoredWebhook stored) {
    return isNamed(stored.webhook().settings().name())
        && isIn(stored)
        && (event == null || new Subscription(stored.webhook().settings().events()).matches(event));
  }

  private boolean isNamed(String of) {
    return name == null || of.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
  }

  private boolean isIn(StoredWebhook stored) {
    return switch (state == null ? "" : state) {
      case ON -> stored.enabled();
      case OFF -> !stored.enabled();
      case FAILING -> WebhookHealth.fails(stored);
      default -> true;
    };
  }

  /** Returns whether everything passes. */
  public boolean isAny() {
    return name == null && state == null && event == null;
  }

  /** Returns whether this is the filter of a state, and of nothing else. */
  public boolean isOnly(@Nullable String other) {
    return equals(new WebhookFilter(null, other, null));
  }

  /** Returns the address of the list with this filter and further parameters. */
  String address(Map<String, String> more) {
    Map<String, String> parameters = new LinkedHashMap<>();
    Addresses.put(parameters, "name", name);
    Addresses.put(parameters, "state", state);
    Addresses.put(parameters, "event", event);
    parameters.putAll(more);
    return Addresses.of(PATH, parameters);
  }
}
