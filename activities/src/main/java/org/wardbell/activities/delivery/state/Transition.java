package org.wardbell.activities.delivery.state;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * An arrow of the state chart in docs/architecture.md that the annotated method is; a test compares
 * the two.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@Repeatable(Transition.All.class)
@interface Transition {
  /** The statuses before; none for a new delivery. */
  DeliveryStatus[] from() default {};

  /** The statuses after; the same as before where only an owner, a time or a wish changes. */
  DeliveryStatus[] to();

  /** Several arrows of one method. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @interface All {
    /** The arrows. */
    Transition[] value();
  }
}
