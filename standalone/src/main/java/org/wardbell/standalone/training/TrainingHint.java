package org.wardbell.standalone.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The hint that starts can be quick, told once to who starts the server again without a cache. */
public final class TrainingHint {
  /** Says, in the data folder, that it was told. */
  private static final String TOLD = "train.told";

  private TrainingHint() {}

  /**
   * Returns the line, or nothing where there is a cache, or it was told before.
   *
   * @param data the data folder of a server that was started before
   */
  public static Optional<String> line(Path data) {
    return line(data, TrainingRun.besideTheProgram());
  }

  static Optional<String> line(Path data, Path cache) {
    Path told = data.resolve(TOLD);
    if (Files.exists(cache) || Files.exists(told)) {
      return Optional.empty();
    }
    try {
      Files.createFile(told);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.of(
        "Later starts take about half as long after ./wardbell train, which takes a minute or two, once.");
  }
}
