package org.wardbell.api.dashboard.settings.system;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Needs;
import org.wardbell.api.system.SystemFacts;

/** The page of how the installation is doing; nothing on it can be changed. */
@Controller
class SystemPageController {
  private final SystemFacts facts;

  SystemPageController(SystemFacts facts) {
    this.facts = facts;
  }

  @GetMapping("/settings/system")
  @Needs(value = Role.ADMIN, installation = true)
  String show(Model model) {
    model.addAttribute("page", facts.now());
    return "settings/system";
  }
}
