package org.wardbell.api.dashboard.preset;

import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.preset.PresetCatalogue;
import org.wardbell.api.access.Needs;

/** The page on which somebody says what a new webhook is to reach. */
@Controller
class NewWebhookController {
  private final List<PresetTile> tiles;

  NewWebhookController(PresetCatalogue presets) {
    this.tiles = PresetTile.all(presets);
  }

  @GetMapping("/webhooks/new")
  @Needs(Role.ADMIN)
  String show(Model model) {
    model.addAttribute("tiles", tiles);
    return "preset/tiles";
  }
}
