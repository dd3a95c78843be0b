package org.wardbell.standalone.server;

import java.nio.file.Path;

/**
 * The folder in which a server keeps its data by default, and below which other commands make
 * temporary ones.
 */
public final class DataFolder {
  private DataFolder() {}

  /** Returns {@code ~/.wardbell}, also when the variable HOME differs from the account's home. */
  public static Path standard() {
    return Path.of(System.getProperty("user.home"), ".wardbell");
  }
}
