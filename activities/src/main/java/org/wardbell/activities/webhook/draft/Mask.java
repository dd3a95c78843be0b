package org.wardbell.activities.webhook.draft;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.webhook.Header;

/** The mask of credentials: they can be written, and never read again. */
public final class Mask {
  public static final String PROBLEM = "This is how a credential is shown, not the credential.";

  public static final String FIX =
      "Send the credential itself. A mask stands for the kept one only while it goes to the same server.";

  /** What stands for a credential of which nothing is shown. */
  public static final String DOTS = "••••";

  /** The length from which the end of a value may be seen, so that a person recognises the key. */
  private static final int RECOGNISABLE_FROM = 12;

  private static final int SHOWN_CHARACTERS = 4;

  /** Parts of names of headers and parameters that carry credentials. Too many is harmless. */
  private static final List<String> TELLING =
      List.of(
          "access",
          "auth",
          "code",
          "hmac",
          "key",
          "otp",
          "pin",
          "token",
          "secret",
          "passw",
          "pwd",
          "credential",
          "cookie",
          "session",
          "sig",
          "bearer",
          "private");

  /** Scheme and authority (RFC 3986, appendix B). */
  private static final Pattern SERVER = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*://)([^/?#]+)");

  private Mask() {}

  /** Returns whether a header or parameter of this name carries a credential. */
  public static boolean hides(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return TELLING.stream().anyMatch(lower::contains);
  }

  /** Returns whether a header's or parameter's value is never shown. */
  public static boolean hides(Header header) {
    return Boolean.TRUE.equals(header.secret()) || hides(header.name());
  }

  /**
   * Returns the text that is shown instead of a credential. A key in PEM ends like any other, so no
   * end is shown.
   */
  public static String of(String value) {
    return value.length() < RECOGNISABLE_FROM || value.startsWith("-----BEGIN")
        ? DOTS
        : DOTS + value.substring(value.length() - SHOWN_CHARACTERS);
  }

  /** Returns the same for a credential that may be absent. */
  public static @Nullable String ofOptional(@Nullable String value) {
    return value == null ? null : of(value);
  }

  /** Returns whether a text is the mask of a credential. */
  public static boolean isMask(String text) {
    return text.startsWith(DOTS);
  }

  /** Returns headers or parameters with nothing of the credentials among them. */
  public static List<Header> hidden(List<Header> headers) {
    return headers.stream()
        .map(each -> hides(each) ? new Header(each.name(), DOTS, each.secret()) : each)
        .toList();
  }

  /** Returns whether a text stands for this credential: as it is shown, or as dots alone. */
  public static boolean standsFor(String text, String credential) {
    return text.equals(DOTS) || text.equals(of(credential));
  }

  /** Headers or parameters as they are shown. */
  public static List<Header> shown(List<Header> headers) {
    return headers.stream()
        .map(
            header ->
                hides(header)
                    ? new Header(header.name(), of(header.value()), header.secret())
                    : header)
        .toList();
  }

  /** Headers or parameters as they are shown to those who may know their names only. */
  public static List<Header> names(List<Header> headers) {
    return headers.stream()
        .map(header -> new Header(header.name(), DOTS, header.secret()))
        .toList();
  }

  /** Returns what shows that there is a text, and nothing of it; null if there is none. */
  public static @Nullable String presence(@Nullable String text) {
    return text == null ? null : DOTS;
  }

  /**
   * Returns the server of a URL and nothing that may be a credential: some services put their key
   * into the path, and a name and a password may stand before the host. Templates are not URIs, so
   * only the part before the first brace is read.
   */
  public static String server(String url) {
    int brace = url.indexOf("{{");
    Matcher server = SERVER.matcher(brace < 0 ? url : url.substring(0, brace));
    if (!server.find()) {
      return "…";
    }
    String authority = server.group(2);
    return server.group(1) + authority.substring(authority.lastIndexOf('@') + 1) + "/…";
  }
}
