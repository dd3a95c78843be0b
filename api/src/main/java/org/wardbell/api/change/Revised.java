package org.wardbell.api.change;

/**
 * A representation of something that people change. Its answers carry an {@code ETag} (RFC 9110,
 * section 8.8.3), and its changes take an {@link IfMatch}.
 */
public interface Revised {
  /**
   * Returns the revision of what people can change of it: letters, digits and hyphens. What the
   * system changes by itself (counters, times of use) has no part in it.
   */
  String revision();
}
