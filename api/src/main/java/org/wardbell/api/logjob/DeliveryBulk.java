package org.wardbell.api.logjob;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.activities.logjob.LogSelection;
import org.wardbell.api.access.Caller;
import org.wardbell.api.delivery.DeliveryCommands;
import org.wardbell.api.delivery.VisibleDeliveries;
import org.wardbell.api.transfer.BulkView;
import org.wardbell.api.transfer.BulkView.Outcome;

/**
 * Resends and cancellations of many deliveries, each in a transaction of its own with its line in
 * the audit trail: what cannot be done keeps back no other.
 */
@Component
public final class DeliveryBulk {
  /** As many as one request waits for: a few seconds. */
  public static final int MAXIMUM = LogSelection.MAXIMUM_IDS;

  private final VisibleDeliveries visible;
  private final DeliveryCommands commands;

  DeliveryBulk(VisibleDeliveries visible, DeliveryCommands commands) {
    this.visible = visible;
    this.commands = commands;
  }

  /** The acts that there are. */
  public enum Action {
    RESEND,
    CANCEL
  }

  /** Acts on them in the order given. */
  public BulkView act(Action action, List<UUID> ids, Caller caller) {
    return BulkView.ofEach(ids, id -> acted(action, visible.visible(id, caller), caller));
  }

  private Outcome acted(Action action, KeptDelivery delivery, Caller caller) {
    KeptDelivery _ =
        switch (action) {
          case RESEND -> commands.resend(delivery, caller);
          case CANCEL -> commands.cancel(delivery, caller);
        };
    return Outcome.DONE;
  }
}
