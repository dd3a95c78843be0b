package org.wardbell.activities.preset;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A preset as a person filled it in: anything may be missing or wrong.
 *
 * @param name of the webhook; the preset's if null
 * @param events of the webhook; the preset's if null
 * @param enabled whether events match it at once; true if null
 * @param allowHttp leave to use plain http; false if null
 * @param fields the preset's fields by their names
 */
public record PresetOrder(
    @Nullable String name,
    @Nullable List<@Nullable String> events,
    @Nullable Boolean enabled,
    @Nullable Boolean allowHttp,
    Map<String, @Nullable String> fields) {
  /** Hides the credentials. */
  @Override
  public String toString() {
    return "PresetOrder[hidden]";
  }
}
