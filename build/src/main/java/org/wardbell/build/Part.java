package org.wardbell.build;

/** One of the two source trees of a room. */
enum Part {
  MAIN("main"),
  TEST("test");

  private final String folder;

  Part(String folder) {
    this.folder = folder;
  }

  /** Its name under {@code src}. */
  String folder() {
    return folder;
  }
}
