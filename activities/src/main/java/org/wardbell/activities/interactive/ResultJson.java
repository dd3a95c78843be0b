package org.wardbell.activities.interactive;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** The JSON form of results: that of the api's answers, because the api shows them unchanged. */
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

  /** Writes a result. */
  public static byte[] write(Object result) {
    return JSON.writeValueAsBytes(result);
  }

  /** Reads a result. */
  public static <T> T read(byte[] result, Class<T> type) {
    return JSON.readValue(result, type);
  }
}
