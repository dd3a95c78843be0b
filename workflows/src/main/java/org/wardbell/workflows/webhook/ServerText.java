package org.wardbell.workflows.webhook;

import java.util.Locale;

/** The server that a webhook's URL names: scheme, host and port, which no variable can change. */
public final class ServerText {
  private ServerText() {}

  /**
   * Returns scheme, host and port in lower case, without a port that the scheme implies. A template
   * is not a URI yet, so they are cut out of the text.
   */
  public static String of(String written) {
    String url = written.strip();
    int begin = url.indexOf("://");
    int end = begin < 0 ? 0 : begin + 3;
    while (end < url.length() && "/?#\\{".indexOf(url.charAt(end)) < 0) {
      end++;
    }
    // The text after a brace is chosen by each event, and so belongs to the name of the server.
    boolean open = end < url.length() && url.charAt(end) == '{';
    String server = (open ? url : url.substring(0, end)).toLowerCase(Locale.ROOT);
    String implied = server.startsWith("https:") ? ":443" : ":80";
    return !open && server.endsWith(implied)
        ? server.substring(0, server.length() - implied.length())
        : server;
  }
}
