package org.wardbell.activities.event;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.event.CatalogueVariable;

/**
 * A kind of event that a clinic registered itself; already checked.
 *
 * @param type dotted name, at most 100 characters, unique in the clinic
 * @param module the group under which it is shown
 * @param label for people
 * @param variables the variables of its data, beyond those of every event
 * @param schema JSON Schema of its data, or null
 * @param validate whether events whose data does not fit the schema are refused
 */
public record CustomEventType(
    String type,
    String module,
    String label,
    List<CatalogueVariable> variables,
    @Nullable String schema,
    boolean validate) {
  public CustomEventType {
    variables = List.copyOf(variables);
  }
}
