package org.wardbell.api.access;

import java.util.Optional;

/**
 * What the first start made.
 *
 * @param made the installation's administrator key if it was made at this start: whoever runs the
 *     program prints it, because it cannot be read again
 */
public record AdministratorKey(Optional<String> made) {
  @Override
  public String toString() {
    return "AdministratorKey[hidden]";
  }
}
