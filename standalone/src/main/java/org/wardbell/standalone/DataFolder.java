package org.wardbell.standalone;

import java.nio.file.Path;

/** The folder in which a server keeps its data by default. */
final class DataFolder {
  private DataFolder() {}

  /** Returns {@code ~/.wardbell}, also when the variable HOME differs from the account's home. */
  static Path standard() {
    return Path.of(System.getProperty("user.home"), ".wardbell");
  }
}
