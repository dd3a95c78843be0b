package org.wardbell.activities.preset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The presets that this version of Wardbell carries, read from {@code presets/<id>.yaml}. */
public final class PresetCatalogue {
  /** In the order in which they are shown: by what people want to reach. */
  static final List<String> IDS =
      List.of(
          "slack",
          "teams",
          "discord",
          "twilio-confirmation",
          "twilio-reminder",
          "sendgrid",
          "mailgun",
          "hubspot",
          "salesforce",
          "google-analytics",
          "mixpanel",
          "zapier",
          "make",
          "n8n",
          "generic");

  private static final String FOLDER = "/presets/";

  private final Map<String, Preset> presets;

  private PresetCatalogue(Map<String, Preset> presets) {
    this.presets = presets;
  }

  /** Reads all of them. */
  public static PresetCatalogue load() {
    YAMLMapper mapper =
        YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();
    Map<String, Preset> presets = new LinkedHashMap<>();
    for (String id : IDS) {
      presets.put(id, read(mapper, FOLDER + id + ".yaml"));
    }
    return new PresetCatalogue(presets);
  }

  private static Preset read(YAMLMapper mapper, String resource) {
    try (InputStream file = PresetCatalogue.class.getResourceAsStream(resource)) {
      if (file == null) {
        throw new IllegalStateException("This build lacks its preset " + resource);
      }
      return mapper.readValue(file, Preset.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns all presets, in the order in which they are shown. */
  public List<Preset> all() {
    return List.copyOf(presets.values());
  }

  /** Returns the preset with this id. */
  public Optional<Preset> find(String id) {
    return Optional.ofNullable(presets.get(id));
  }
}
