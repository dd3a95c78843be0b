package org.wardbell.workflows.webhook;

import org.jspecify.annotations.Nullable;

/**
 * A name and a value template, for a header or a query parameter.
 *
 * @param secret true if a person said that the value is never to be shown, whatever its name
 */
public record Header(String name, String value, @Nullable Boolean secret) {
  /** Describes one that nobody called secret. */
  public Header(String name, String value) {
    this(name, value, null);
  }
}
