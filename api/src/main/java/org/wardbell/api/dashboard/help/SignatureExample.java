package org.wardbell.api.dashboard.help;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A check of our signature as a receiver may copy it, in one language and without a library. A test
 * runs each of these files with requests that the product sent.
 *
 * @param id of its place on the page
 * @param language as people call it
 */
public record SignatureExample(String id, String language, String code) {
  private static final List<SignatureExample> ALL =
      List.of(
          read("java", "Java", "IsFromWardbell.java"),
          read("node", "JavaScript (Node)", "is-from-wardbell.mjs"),
          read("python", "Python", "is_from_wardbell.py"),
          read("php", "PHP", "is_from_wardbell.php"),
          read("go", "Go", "is_from_wardbell.go"),
          read("csharp", "C#", "IsFromWardbell.cs"));

  /** Returns those that there are. */
  static List<SignatureExample> all() {
    return ALL;
  }

  private static SignatureExample read(String id, String language, String file) {
    try (InputStream code = SignatureExample.class.getResourceAsStream("/help/" + file)) {
      if (code == null) {
        throw new IllegalStateException(file + " is missing from the program");
      }
      return new SignatureExample(
          id, language, new String(code.readAllBytes(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
