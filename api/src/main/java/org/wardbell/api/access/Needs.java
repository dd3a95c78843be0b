package org.wardbell.api.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.wardbell.activities.clinic.Role;

/**
 * The least role a caller must have for this controller method. Every method of every controller
 * has this or {@link Open}; one that has neither refuses everybody. The clinic is the method's own
 * business: see {@link Caller}.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Needs {
  /** Returns the least role. */
  Role value();

  /** Returns whether the role must be one of the installation, without a clinic. */
  boolean installation() default false;

  /**
   * Returns whether it is a person's own affair: a person who signed in may do it whatever their
   * roles, an API key may not.
   */
  boolean person() default false;
}
