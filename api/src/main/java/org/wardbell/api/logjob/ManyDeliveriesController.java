package org.wardbell.api.logjob;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.clinic.Role;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.transfer.BulkIds;
import org.wardbell.api.transfer.BulkView;

/** Acts on many deliveries at once. */
@RestController
@RequestMapping("/api/v1/deliveries")
@Tag(name = "Deliveries")
class ManyDeliveriesController {
  private final DeliveryBulk bulk;

  ManyDeliveriesController(DeliveryBulk bulk) {
    this.bulk = bulk;
  }

  @PostMapping("/bulk")
  @Needs(Role.WRITER)
  @Operation(
      summary = "Resend or cancel many deliveries",
      description =
          "Each by itself, as the operations on one do it, with a result for each id: what cannot be done keeps back no"
              + " other. POST /api/v1/deliveries/resend and /cancel act on all that filters find; to send a whole period again,"
              + " use a replay.")
  BulkView act(@RequestBody DeliveryBulkRequest request, Caller caller) {
    FieldChecks checks = new FieldChecks();
    DeliveryBulk.Action action = action(request.action(), checks);
    List<UUID> ids = BulkIds.of(request.ids(), DeliveryBulk.MAXIMUM, checks);
    checks.orThrow();
    return bulk.act(action, ids, caller);
  }

  private static DeliveryBulk.Action action(@Nullable String asked, FieldChecks checks) {
    return switch (asked == null ? "" : asked) {
      case "resend" -> DeliveryBulk.Action.RESEND;
      case "cancel" -> DeliveryBulk.Action.CANCEL;
      default -> {
        checks.add("action", "is none that there is", "Use resend or cancel.");
        yield DeliveryBulk.Action.CANCEL;
      }
    };
  }
}
