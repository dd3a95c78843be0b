package org.wardbell.api.oauth;

import java.nio.charset.StandardCharsets;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/** The page that a person sees at the end: two sentences, no script, nothing from elsewhere. */
final class CallbackPage {
  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

  private CallbackPage() {}

  /** Returns a page. The address carries a code: it is neither kept nor told to anybody. */
  static ResponseEntity<String> of(int status, String title, String text) {
    return ResponseEntity.status(status)
        .contentType(HTML)
        .cacheControl(CacheControl.noStore())
        .header("Referrer-Policy", "no-referrer")
        .header(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
        .body(page(HtmlUtils.htmlEscape(title), HtmlUtils.htmlEscape(text)));
  }

  private static String page(String title, String text) {
    return """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Wardbell</title>
        <style>body{font-family:sans-serif;max-width:34em;margin:4em auto;padding:0 1em}</style></head>
        <body><h1>%s</h1><p>%s</p></body></html>
        """
        .formatted(title, text);
  }
}
