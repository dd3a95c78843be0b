package org.wardbell.api.oauth;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.util.HtmlUtils;

/** A page that a person sees: a few sentences, no script, nothing from elsewhere. */
public final class BrowserPage {
  private static final MediaType HTML = new MediaType("text", "html", StandardCharsets.UTF_8);

  private BrowserPage() {}

  /**
   * Returns a page that tells something. The address carries a code: it is neither kept nor told to
   * anybody.
   */
  public static ResponseEntity<String> of(int status, String title, String text) {
    return answer(status, "no-referrer", title, paragraph(text));
  }

  /**
   * Returns a page that asks whether to go on. Its own address is told to its own server only,
   * where the browser's header {@code Origin} shows that this page asked.
   *
   * @param action the last part of the address that the form is posted to
   */
  public static ResponseEntity<String> asking(
      String title, List<String> texts, String action, String ticket) {
    return answer(
        200,
        "same-origin",
        title,
        texts.stream().map(BrowserPage::paragraph).collect(Collectors.joining())
            + """
              <form method="post" action="%s"><input type="hidden" name="ticket" value="%s">
              <button>Go on</button></form>"""
                .formatted(HtmlUtils.htmlEscape(action), HtmlUtils.htmlEscape(ticket)));
  }

  /** Returns the page for a form that no page of ours has sent. */
  public static ResponseEntity<String> foreign() {
    return of(
        403, "Not connected", "This did not come from the page that asks. Open the link itself.");
  }

  /** Returns the page that sends nobody away, because nobody would take up what they bring back. */
  public static ResponseEntity<String> noWorker() {
    return of(
        503,
        "Not now",
        "No worker of Wardbell is running, and connecting needs one. Nothing was done, and this link stays good: open it again in some minutes.");
  }

  /** Returns the answer that sends a browser away, with what it keeps until it is back. */
  public static ResponseEntity<String> leaving(URI to, ResponseCookie kept) {
    return ResponseEntity.status(HttpStatus.SEE_OTHER)
        .location(to)
        .header(HttpHeaders.SET_COOKIE, kept.toString())
        .header("Referrer-Policy", "no-referrer")
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private static String paragraph(String text) {
    return "<p>" + HtmlUtils.htmlEscape(text, "UTF-8") + "</p>";
  }

  private static ResponseEntity<String> answer(
      int status, String referrers, String title, String content) {
    return ResponseEntity.status(status)
        .contentType(HTML)
        .cacheControl(CacheControl.noStore())
        .header("Referrer-Policy", referrers)
        .header(
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
        .body(page(HtmlUtils.htmlEscape(title, "UTF-8"), content));
  }

  private static String page(String title, String content) {
    return """
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>Wardbell</title>
        <style>body{font-family:sans-serif;max-width:34em;margin:4em auto;padding:0 1em}</style></head>
        <body><h1>%s</h1>%s</body></html>
        """
        .formatted(title, content);
  }
}
