package org.wardbell.api.clinic;

import java.util.Map;
import java.util.function.Function;
import org.wardbell.api.Call;
import org.wardbell.api.clinic.AuditedActs.Act;

/** The part of {@link AuditedActs} that is about presets. */
final class PresetActs {
  private static final String PRESET = "/api/v1/presets/generic/";
  private static final String FIELDS = "{\"fields\":{\"url\":\"https://example.org/x\"}}";

  private PresetActs() {}

  static void addTo(Map<String, Act> acts, Function<String, Call> call) {
    acts.put(
        "POST /api/v1/presets/{id}/webhook",
        new Act("webhook.created", () -> call.apply(PRESET + "webhook").post(FIELDS)));
    acts.put(
        "POST /api/v1/presets/{id}/preview",
        new Act("webhook.previewed", () -> call.apply(PRESET + "preview").post(FIELDS)));
  }
}
