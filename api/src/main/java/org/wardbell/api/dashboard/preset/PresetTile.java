package org.wardbell.api.dashboard.preset;

import java.util.List;
import org.wardbell.activities.preset.PresetCatalogue;

/** A preset among those to choose from. */
public record PresetTile(String id, String name, String description) {
  /** Returns the tiles of all presets. */
  public static List<PresetTile> all(PresetCatalogue presets) {
    return presets.all().stream()
        .map(each -> new PresetTile(each.id(), each.name(), each.description()))
        .toList();
  }
}
