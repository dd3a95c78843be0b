package org.wardbell.api.dashboard.webhook;

import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.SettingChange;

/**
 * A setting that was changed, as a page tells it.
 *
 * @param field its name in words
 * @param own the name of the header, parameter or field, or empty
 * @param from before; null if it had no value
 * @param to after; null if it has no value
 * @param hidden whether it only says that it changed
 */
public record ChangeRow(
    String field, String own, @Nullable String from, @Nullable String to, boolean hidden) {
  static ChangeRow of(SettingChange change) {
    String setting = change.setting();
    String part =
        change.field().length() > setting.length()
            ? change.field().substring(setting.length() + 1)
            : "";
    // Parts of other settings have names of ours.
    boolean isList = setting.equals("headers") || setting.equals("query") || setting.equals("form");
    return new ChangeRow(
        TransferPage.words(isList || part.isEmpty() ? setting : setting + " " + part),
        isList ? part : "",
        words(change.from()),
        words(change.to()),
        change.hidden());
  }

  private static @Nullable String words(@Nullable String value) {
    return value == null
        ? null
        : switch (value) {
          case "true" -> "on";
          case "false" -> "off";
          default -> value;
        };
  }
}
