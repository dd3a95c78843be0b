package org.wardbell.activities.preset;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A preset: a target, what a person fills in for it, and the webhook that this becomes.
 *
 * @param id a word for URLs
 * @param name of the target, and of the webhook if no other is given
 * @param description what the webhook does
 * @param documentation address of the target's own page
 * @param fields in the order in which they are asked for
 * @param oneOf groups of fields of which exactly one is filled in
 * @param alternatives groups of fields that go together; of all groups at most one is filled in,
 *     and then whole
 * @param webhook as it is made through the API, with {@code ${field}} where a field goes
 * @param additions further parts of the webhook, each for a case
 * @param limits of the target, as sentences
 * @param test what a test of the webhook shows if all is right
 */
public record Preset(
    String id,
    String name,
    String description,
    String documentation,
    List<PresetField> fields,
    List<List<String>> oneOf,
    List<List<String>> alternatives,
    ObjectNode webhook,
    List<Addition> additions,
    List<String> limits,
    String test) {
  /**
   * A part of the webhook for a case.
   *
   * @param when the field that must be filled in
   * @param is the value that it must have, or null for any
   */
  public record Addition(String when, @Nullable String is, ObjectNode webhook) {
    boolean holds(Map<String, String> values) {
      String value = values.getOrDefault(when, "");
      return is == null ? !value.isEmpty() : is.equals(value);
    }
  }

  public Preset {
    fields = List.copyOf(fields);
    oneOf = oneOf == null ? List.of() : List.copyOf(oneOf);
    alternatives = alternatives == null ? List.of() : List.copyOf(alternatives);
    additions = additions == null ? List.of() : List.copyOf(additions);
    limits = List.copyOf(limits);
  }

  /** Returns the events that it is for, unless others are asked for. */
  public List<String> events() {
    return webhook.path("events").valueStream().map(each -> each.stringValue()).toList();
  }
}
