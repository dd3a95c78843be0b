package org.wardbell.api.idempotency;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The mark of a POST whose answer is not kept by an {@code Idempotency-Key}; the key is refused
 * there. All others of callers with a role take one.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface NotRemembered {
  /** Returns the reason. */
  String value();
}
