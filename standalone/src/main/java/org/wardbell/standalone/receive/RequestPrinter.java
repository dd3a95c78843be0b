package org.wardbell.standalone.receive;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.wardbell.simulator.http.Header;
import org.wardbell.simulator.http.Request;

/** The print of received requests for a person: what was asked, its signature, headers, body. */
final class RequestPrinter {
  /** Characters of a body; the rest of a longer one is only counted. */
  private static final int SHOWN = 8 * 1024;

  private final PrintWriter out;
  private final List<SignatureCheck> checks;
  private int number;

  RequestPrinter(PrintWriter out, List<SignatureCheck> checks) {
    this.out = out;
    this.checks = List.copyOf(checks);
  }

  /**
   * Prints one request and the status that it is answered with; requests do not mix.
   *
   * @return how many were printed so far
   */
  synchronized int print(Request request, int status) {
    number++;
    out.printf(
        "%n#%d  %s  %s %s  answered with %d%n",
        number,
        LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS),
        request.method(),
        printable(request.target()),
        status);
    out.println("  signature: " + verdict(request));
    for (Header header : request.headers()) {
      out.println("  " + header.name().toLowerCase(Locale.ROOT) + ": " + printable(header.value()));
    }
    body(request.body().toArray());
    out.flush();
    return number;
  }

  private String verdict(Request request) {
    if (request.header("webhook-signature") == null) {
      return "none, so this is no request of Wardbell";
    }
    if (checks.isEmpty()) {
      return "not checked: start with --secret whsec_… to check it";
    }
    byte[] body = request.body().toArray();
    return checks.stream().anyMatch(check -> check.passes(request::header, body))
        ? "good"
        : "WRONG: made with another secret, or changed on its way";
  }

  private void body(byte[] bytes) {
    if (bytes.length == 0) {
      return;
    }
    String text = new String(bytes, StandardCharsets.UTF_8);
    out.println();
    text.substring(0, Math.min(text.length(), SHOWN))
        .lines()
        .forEach(line -> out.println("  " + printable(line)));
    if (text.length() > SHOWN) {
      out.println("  … " + bytes.length + " bytes in all");
    }
  }

  /** Control characters could take over a terminal. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cntrl}&&[^\\t]]", "\uFFFD");
  }
}
