package org.wardbell.api.system;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Needs;

/** The state of the installation, for its operator. */
@RestController
@Tag(name = "System", description = "How the installation itself is doing.")
class SystemController {
  private final SystemFacts facts;

  SystemController(SystemFacts facts) {
    this.facts = facts;
  }

  @GetMapping("/api/v1/system")
  @Needs(value = Role.ADMIN, installation = true)
  @Operation(
      summary = "Read how the installation is doing",
      description =
          "Versions, database, Temporal with its workers, connections of the process that answers,"
              + " and open networks.")
  SystemView read() {
    return facts.now();
  }
}
