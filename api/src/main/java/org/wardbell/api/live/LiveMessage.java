package org.wardbell.api.live;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.live.LiveChange;
import tools.jackson.databind.json.JsonMapper;

/**
 * A change as it is sent (WHATWG HTML, section 9.2, server-sent events).
 *
 * @param number counts what this process has told
 * @param clinic whose it is, or null
 * @param text all its lines
 * @param atNanos when it was told, by {@link System#nanoTime}
 */
record LiveMessage(
    long number, @Nullable UUID clinic, boolean isForEverybody, String text, long atNanos) {
  static LiveMessage of(String id, long number, LiveChange change, JsonMapper json) {
    String text =
        "id: "
            + id
            + "\nevent: "
            + change.kind().name().toLowerCase(Locale.ROOT)
            + "\ndata: "
            + json.writeValueAsString(change.data())
            + "\n\n";
    return new LiveMessage(
        number, change.clinic(), change.kind() == LiveChange.Kind.MISSED, text, System.nanoTime());
  }
}
