package org.wardbell.activities.request;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** The version of the product, as requests to receivers name it. */
public final class ProductVersion {
  private static final String NOT_PACKAGED = "dev";

  private ProductVersion() {}

  /** Returns the setting {@code wardbell.version}, else what the build wrote into the jar. */
  public static String of(Environment environment) {
    @Nullable String built = ProductVersion.class.getPackage().getImplementationVersion();
    return environment.getProperty("wardbell.version", built == null ? NOT_PACKAGED : built);
  }
}
