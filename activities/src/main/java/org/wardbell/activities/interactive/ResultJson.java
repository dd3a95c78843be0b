package org.wardbell.activities.interactive;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** How results are written: as the api writes its answers, because it shows them as they are. */
public final class ResultJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .changeDefaultPropertyInclusion(
              included ->
                  included.withValueInclusion(
                      com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL))
          .build();

  private ResultJson() {}

  /** A result as bytes. */
  public static byte[] write(Object result) {
    return JSON.writeValueAsBytes(result);
  }

  /** The same, read. */
  public static <T> T read(byte[] result, Class<T> type) {
    return JSON.readValue(result, type);
  }
}
