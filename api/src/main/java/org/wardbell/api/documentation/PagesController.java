package org.wardbell.api.documentation;

import io.swagger.v3.oas.annotations.Hidden;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.api.access.Open;

/** The pages for people who open the server in a browser. */
@RestController
@Hidden
class PagesController {
  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);
  private static final MediaType JAVASCRIPT =
      new MediaType("text", "javascript", StandardCharsets.UTF_8);
  private static final MediaType SVG = new MediaType("image", "svg+xml", StandardCharsets.UTF_8);

  private final String reference;
  private final String script;
  private final String bell;

  PagesController() {
    this.reference = resource("reference.html");
    this.script = resource("reference.js");
    this.bell = resource("bell.svg");
  }

  private static String resource(String name) {
    try (InputStream in = PagesController.class.getResourceAsStream("/reference/" + name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is missing from the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read from the program", e);
    }
  }

  @GetMapping("/api/docs")
  @Open("The reference is the same for every installation.")
  ResponseEntity<String> reference() {
    return page(HTML, reference);
  }

  @GetMapping("/api/docs/reference.js")
  @Open("The reference is the same for every installation.")
  ResponseEntity<String> script() {
    return page(JAVASCRIPT, script);
  }

  @GetMapping({"/favicon.ico", "/api/docs/bell.svg"})
  @Open("A picture.")
  ResponseEntity<String> bell() {
    return page(SVG, bell);
  }

  private static ResponseEntity<String> page(MediaType type, String text) {
    return ResponseEntity.ok()
        .contentType(type)
        .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)))
        .body(text);
  }
}
