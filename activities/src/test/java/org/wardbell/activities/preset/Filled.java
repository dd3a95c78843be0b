package org.wardbell.activities.preset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.wardbell.activities.event.CatalogueFile;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.webhook.rules.WebhookCheck;
import org.wardbell.activities.webhook.rules.WebhookRules;
import org.wardbell.workflows.webhook.Problem;
import org.wardbell.workflows.webhook.WebhookSettings;

/** Presets filled in, and what the rules say to them. */
public final class Filled {
  static final PresetCatalogue PRESETS = PresetCatalogue.load();
  static final WebhookRules RULES =
      new WebhookRules(CatalogueFile.load(), AllowedNetworks.of(List.of("127.0.0.0/8")));

  private Filled() {}

  /** Returns the required fields as their examples have them. */
  static Map<String, String> examples(Preset preset) {
    Map<String, String> fields =
        preset.fields().stream()
            .filter(PresetField::required)
            .collect(Collectors.toMap(PresetField::name, PresetField::example));
    for (List<String> group : preset.oneOf()) {
      preset.fields().stream()
          .filter(field -> field.name().equals(group.getFirst()))
          .forEach(field -> fields.put(field.name(), field.example()));
    }
    return fields;
  }

  static WebhookCheck check(String id, Map<String, String> fields) {
    Preset preset = PRESETS.find(id).orElseThrow();
    return new PresetCheck(preset, RULES)
        .check(new PresetOrder(null, null, null, null, new HashMap<>(fields)));
  }

  /** Returns the settings of a preset whose examples are right but for these fields. */
  public static WebhookSettings settings(String id, Map<String, String> changes) {
    WebhookCheck check = check(id, with(id, changes));
    assertThat(check).as(id).isInstanceOf(WebhookCheck.Accepted.class);
    return ((WebhookCheck.Accepted) check).settings();
  }

  static List<Problem> problems(String id, Map<String, String> changes) {
    WebhookCheck check = check(id, with(id, changes));
    assertThat(check).as(id).isInstanceOf(WebhookCheck.Rejected.class);
    return ((WebhookCheck.Rejected) check).problems();
  }

  private static Map<String, String> with(String id, Map<String, String> changes) {
    Map<String, String> fields = examples(PRESETS.find(id).orElseThrow());
    fields.putAll(changes);
    return fields;
  }
}
