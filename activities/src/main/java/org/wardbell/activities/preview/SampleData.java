package org.wardbell.activities.preview;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
   * Returns a JSON object; empty for a type that the catalogue does not have. The variables of
   * every event are left out: they come from the event itself, the clinic and the clock.
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

  /**
   * Returns what such an event would be about, {@code appointment/4711}, or null where the samples
   * have no id of its record.
   */
  public @Nullable String subject(String type) {
    EventType known = catalogue.type(type);
    String record = type.substring(0, Math.max(0, type.indexOf('.')));
    CatalogueVariable id = catalogue.variable(record + "_id");
    return known == null
            || id == null
            || !known.variables().contains(id.name())
            || catalogue.commonVariables().contains(id.name())
        ? null
        : record + "/" + id.sample();
  }

  /** Returns a type that one of the patterns fits: the default of a test. */
  public String typeFor(List<String> patterns) {
    Subscription subscription = new Subscription(patterns);
    return catalogue.types().stream()
        .map(EventType::type)
        .filter(subscription::matches)
        .findFirst()
        .orElse(patterns.getFirst());
  }
}
