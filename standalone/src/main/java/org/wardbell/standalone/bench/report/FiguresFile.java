package org.wardbell.standalone.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The figures as JSON for machines. */
public final class FiguresFile {
  private FiguresFile() {}

  /** Writes them, if a file is wanted. */
  public static void write(@Nullable Path file, Object figures) {
    if (file == null) {
      return;
    }
    JsonMapper mapper =
        JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();
    try {
      Files.writeString(file, mapper.writeValueAsString(figures) + "\n");
    } catch (IOException e) {
      throw new BenchmarkException("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
