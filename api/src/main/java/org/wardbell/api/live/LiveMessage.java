package org.wardbell.api.live;

import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.live.LiveChange;
import tools.jackson.databind.json.JsonMapper;

/**
 * A change as it is sent (WHATWG HTML, section 9.2, server-sent events).
 *
 * @param id by chance: one that counted would tell a clinic how much happens in the others
 * @param clinic whose it is, or null
 * @param text all its lines
 * @param atNanos when it was told, by {@link System#nanoTime}
 */
record LiveMessage(
    String id, @Nullable UUID clinic, boolean isForEverybody, String text, long atNanos) {
  static LiveMessage of(LiveChange change, JsonMapper json) {
    String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    String text =
        "id: "
            + id
            + "\nevent: "
            + change.kind().name().toLowerCase(Locale.ROOT)
            + "\ndata: "
            + json.writeValueAsString(change.data())
            + "\n\n";
    return new LiveMessage(
        id, change.clinic(), change.kind() == LiveChange.Kind.MISSED, text, System.nanoTime());
  }
}
