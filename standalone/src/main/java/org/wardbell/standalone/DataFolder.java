package org.wardbell.standalone;

import java.nio.file.Path;

/** Where a server keeps its data unless told otherwise. */
final class DataFolder {
  private DataFolder() {}

  /** {@code ~/.wardbell}, also when the variable HOME says something else than the account does. */
  static Path standard() {
    return Path.of(System.getProperty("user.home"), ".wardbell");
  }
}
