package org.wardbell.activities.webhook.rules;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.template.Values;
import org.wardbell.activities.template.Variables;
import org.wardbell.workflows.event.CatalogueVariable;
import org.wardbell.workflows.event.EventCatalogue;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** The catalogue's samples, and a word for variables that it does not describe. */
final class SampleVariables implements Variables {
  private static final StringNode UNDESCRIBED = StringNode.valueOf("sample");

  private final EventCatalogue catalogue;

  SampleVariables(EventCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public @Nullable JsonNode find(List<String> path) {
    CatalogueVariable variable = path.size() == 1 ? catalogue.variable(path.getFirst()) : null;
    return variable == null ? UNDESCRIBED : Values.of(variable.sample());
  }

  @Override
  public boolean areSamples() {
    return true;
  }

  @Override
  public ZoneId zone() {
    return ZoneOffset.UTC;
  }
}
