package org.wardbell.api.dashboard.overview;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.dashboard.frame.PagePaths;

/** The overview. */
@Controller
class OverviewController {
  @GetMapping(PagePaths.OVERVIEW)
  @Needs(Role.READER)
  String show(Caller caller) {
    return "overview/overview";
  }
}
