package org.wardbell.activities.delivery.state;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** The arrow of the state chart in docs/architecture.md that a method is; a test compares them. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Transition {
  /** The statuses before; none for a new delivery. */
  DeliveryStatus[] from() default {};

  /** The statuses after; the same as before where only its owner or its times change. */
  DeliveryStatus[] to();
}
