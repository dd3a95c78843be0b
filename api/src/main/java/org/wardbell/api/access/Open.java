package org.wardbell.api.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * This controller method answers without an API key. Its path must also be in {@link OpenPaths}, so
 * that opening a door takes two hands.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Open {
  /** Returns the reason why it may be open, and its other protection. */
  String value();
}
