package org.wardbell.workflows.event;

import java.util.List;

/**
 * One kind of event.
 *
 * @param type canonical name, {@code appointment.booked}
 * @param module the group under which it is shown
 * @param label for people
 * @param aliases names KiviCare has used for it; the first is its {@code event_name}
 * @param variables names that templates may use for it, those of every event included
 */
public record EventType(
    String type, String module, String label, List<String> aliases, List<String> variables) {
  public EventType {
    aliases = List.copyOf(aliases);
    variables = List.copyOf(variables);
  }

  /** Returns the value of the variable {@code event_name}: KiviCare's key where one exists. */
  public String eventName() {
    return aliases.isEmpty() ? type : aliases.getFirst();
  }
}
