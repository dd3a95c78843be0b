package org.wardbell.activities.preview;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wardbell.activities.template.Values;
import org.wardbell.workflows.event.CatalogueVariable;
import org.wardbell.workflows.event.EventCatalogue;
import org.wardbell.workflows.event.EventType;
import org.wardbell.workflows.event.Subscription;

/** Data that an event of a type could have, from the catalogue's samples. */
public final class SampleData {
  private final EventCatalogue catalogue;

  public SampleData(EventCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * A JSON object; empty for a type that the catalogue does not have. What every event has is left
   * out: it comes from the event itself, the clinic and the clock.
   */
  public String of(String type) {
    EventType known = catalogue.type(type);
    Set<String> common = catalogue.commonVariables();
    Map<String, Object> data = new LinkedHashMap<>();
    for (String name : known == null ? List.<String>of() : known.variables()) {
      CatalogueVariable variable = catalogue.variable(name);
      if (variable != null && !common.contains(name)) {
        data.put(name, variable.sample());
      }
    }
    return Values.of(data).toString();
  }

  /** A type that one of the patterns fits: what a test sends if nobody says. */
  public String typeFor(List<String> patterns) {
    Subscription subscription = new Subscription(patterns);
    return catalogue.types().stream()
        .map(EventType::type)
        .filter(subscription::matches)
        .findFirst()
        .orElse(patterns.getFirst());
  }
}
