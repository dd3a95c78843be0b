package org.wardbell.api.start;

import java.util.Optional;

/**
 * The administrator key of the first start.
 *
 * @param made the installation's administrator key if it was made at this start: the program that
 *     starts the api prints it, because it cannot be read again
 */
public record AdministratorKey(Optional<String> made) {
  @Override
  public String toString() {
    return "AdministratorKey[hidden]";
  }
}
