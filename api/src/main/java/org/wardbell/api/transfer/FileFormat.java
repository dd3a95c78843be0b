package org.wardbell.api.transfer;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.wardbell.api.problem.ProblemException;

/** The two languages of a file. */
enum FileFormat {
  JSON(MediaType.APPLICATION_JSON_VALUE),
  /** RFC 9512. */
  YAML(MediaType.APPLICATION_YAML_VALUE);

  private final String mediaType;

  FileFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }

  /** Returns the format of that name; JSON for null. */
  static FileFormat named(@Nullable String name) {
    for (FileFormat format : values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(name)) {
        return format;
      }
    }
    if (name == null) {
      return JSON;
    }
    throw ProblemException.invalid("format", "is none that there is", "Use json or yaml.");
  }

  /** Returns the format of a body. */
  static FileFormat of(@Nullable String contentType) {
    return contentType != null
            && MediaType.APPLICATION_YAML.includes(MediaType.valueOf(contentType))
        ? YAML
        : JSON;
  }
}
