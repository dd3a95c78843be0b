package org.wardbell.activities.webhook;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A setting that a change touched, and its values as far as they may be told.
 *
 * @param field its name as REST has it; of a header, parameter or form field with its own name
 *     behind it, such as {@code headers.X-Team}
 * @param from its value before; null if it had none, or if it is hidden
 * @param to its value after, in the same way
 * @param hidden whether it holds, or may hold, a credential: all that is told is that it changed
 */
public record SettingChange(
    String field, @Nullable String from, @Nullable String to, boolean hidden) {
  /** Settings whose values only administrators see. */
  private static final Set<String> ADMINISTRATORS =
      Set.of("filter", "headers", "query", "body", "form", "transform");

  static SettingChange hidden(String field) {
    return new SettingChange(field, null, null, true);
  }

  /** Returns the name of the setting, without the name of a header or a part of it. */
  public String setting() {
    int part = field.indexOf('.');
    return part < 0 ? field : field.substring(0, part);
  }

  /** Returns the same as those see it who may know names of such settings only. */
  public SettingChange named() {
    return ADMINISTRATORS.contains(setting()) ? hidden(field) : this;
  }

  /** Returns the names of the settings that changes touched, each once. */
  public static List<String> settings(List<SettingChange> changes) {
    return changes.stream().map(SettingChange::setting).distinct().toList();
  }
}
