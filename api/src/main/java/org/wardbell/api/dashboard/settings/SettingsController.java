package org.wardbell.api.dashboard.settings;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Needs;

/** The front of the settings, which leads to the first of them that everybody has. */
@Controller
class SettingsController {
  @GetMapping("/settings")
  @Needs(value = Role.READER, person = true)
  String show() {
    return "redirect:/settings/account";
  }
}
