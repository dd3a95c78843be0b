package org.wardbell.simulator.http;

/** The little HTML that the pages for people need. */
public final class Html {

  private static final String STYLE =
      "body{font:15px/1.45 system-ui,sans-serif;margin:2rem;color:#1b1f24;background:#fff}"
          + "table{border-collapse:collapse;width:100%}"
          + "th,td{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #d8dee4}"
          + "pre{margin:0;white-space:pre-wrap;overflow-wrap:anywhere;max-height:16rem;overflow:auto}"
          + "code,pre{font:13px/1.4 ui-monospace,monospace}"
          + ".good{color:#116329}.bad{color:#a40e26}"
          + "@media(prefers-color-scheme:dark){body{color:#e6edf3;background:#0d1117}"
          + "th,td{border-color:#30363d}.good{color:#56d364}.bad{color:#ff7b72}a{color:#79c0ff}}";

  private Html() {}

  /** Returns text made safe for elements and quoted attributes. */
  public static String escape(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int index = 0; index < text.length(); index++) {
      char letter = text.charAt(index);
      switch (letter) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(letter);
      }
    }
    return safe.toString();
  }

  /** Returns a whole page that stays as it is; {@code body} is HTML. */
  public static String page(String title, String body) {
    return page(title, "", body);
  }

  /**
   * Returns a whole page that loads itself again every {@code refreshSeconds}; {@code body} is
   * HTML.
   */
  public static String page(String title, int refreshSeconds, String body) {
    return page(title, "<meta http-equiv=\"refresh\" content=\"" + refreshSeconds + "\">", body);
  }

  private static String page(String title, String refresh, String body) {
    return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
        + "<meta name=\"viewport\" content=\"width=device-width\">"
        + refresh
        + "<title>"
        + escape(title)
        + "</title><style>"
        + STYLE
        + "</style></head><body><h1>"
        + escape(title)
        + "</h1>"
        + body
        + "</body></html>";
  }
}
