package org.wardbell.api.dashboard.delivery;

import java.util.Locale;
import org.wardbell.activities.delivery.query.KeptDelivery;
import org.wardbell.activities.logjob.LogJobKind;
import org.wardbell.api.logjob.DeliveryBulk;

/** An act on many deliveries. */
public enum SelectionAct {
  RESEND("Resend"),
  CANCEL("Cancel"),
  EXPORT("Export"),
  DELETE("Delete");

  private final String name;

  SelectionAct(String name) {
    this.name = name;
  }

  /** Returns its name on a button. */
  public String title() {
    return name;
  }

  /** Returns its name in an address, which is also what is typed. */
  public String word() {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Returns whether it ends something that cannot be brought back. */
  public boolean ends() {
    return this == CANCEL || this == DELETE;
  }

  /** Returns whether it can be done with a delivery as it is now. */
  boolean fits(KeptDelivery delivery) {
    return switch (this) {
      case RESEND, DELETE -> delivery.status().isFinal();
      case CANCEL -> !delivery.status().isFinal() && !delivery.cancelRequested();
      case EXPORT -> true;
    };
  }

  /**
   * Returns whether it goes on without the page: files and removals always do, the rest where all
   * that match are meant.
   */
  boolean isJob(boolean all) {
    return all || this == EXPORT || this == DELETE;
  }

  /** Returns the job that does it. */
  LogJobKind job() {
    return switch (this) {
      case RESEND -> LogJobKind.RESEND;
      case CANCEL -> LogJobKind.CANCEL;
      case EXPORT -> LogJobKind.EXPORT;
      case DELETE -> LogJobKind.REMOVAL;
    };
  }

  /** Returns what is done with each at once, for acts that are no jobs. */
  DeliveryBulk.Action bulk() {
    return switch (this) {
      case RESEND -> DeliveryBulk.Action.RESEND;
      case CANCEL -> DeliveryBulk.Action.CANCEL;
      case EXPORT, DELETE -> throw new IllegalStateException(this + " is a job");
    };
  }
}
