package org.wardbell.standalone.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A watch over all pages of a browser context: errors on the console, errors that no script caught,
 * violations of the content security policy, requests to other hosts, and answers of 500 and more.
 */
final class ContextWatch {
  /** The beginning of the console's line about a violation; the page writes it itself. */
  private static final String VIOLATION = "securitypolicyviolation: ";

  /**
   * Chromium's own line has no element, and comes for frames that are gone, too; this one tells
   * more.
   */
  private static final String REPORT_VIOLATIONS =
      """
      document.addEventListener('securitypolicyviolation', violation => console.error(
          '%s' + violation.effectiveDirective + ' blocked ' + violation.blockedURI
          + ' at ' + violation.sourceFile + ':' + violation.lineNumber
          + ' in ' + (violation.target?.outerHTML ?? 'the document').slice(0, 200)));
      """
          .formatted(VIOLATION);

  private static final Set<String> WITHOUT_A_HOST = Set.of("about", "blob", "data");
  private static final int SERVER_ERROR = 500;

  private final String server;
  private final BrowserContext context;
  private final Expectations expectations;
  private final List<String> problems = new ArrayList<>();

  ContextWatch(URI server, BrowserContext context, Expectations expectations) {
    this.server = server.getAuthority();
    this.context = context;
    this.expectations = expectations;
    context.addInitScript(REPORT_VIOLATIONS);
    context.onConsoleMessage(this::message);
    context.onWebError(error -> error("uncaught", error.error()));
    context.onRequest(this::request);
    context.onResponse(this::response);
  }

  private void message(ConsoleMessage message) {
    if (message.type().equals("error")) {
      error("console", message.text());
    }
  }

  private void error(String kind, String text) {
    if (!expectations.meetsError(text)) {
      problems.add(text.startsWith(VIOLATION) ? text : kind + ": " + text);
    }
  }

  private void request(Request request) {
    URI url = URI.create(request.url().split("[?#]", 2)[0]);
    if (!WITHOUT_A_HOST.contains(url.getScheme())
        && !server.equals(url.getAuthority())
        && !expectations.meetsHost(url.getAuthority())) {
      problems.add("request to another host: " + request.url());
    }
  }

  private void response(Response response) {
    boolean expected = expectations.meetsStatus(response.status());
    if (response.status() >= SERVER_ERROR && !expected) {
      problems.add("answer " + response.status() + " to " + response.url());
    }
  }

  /** Returns what was seen until now, and what was expected and did not happen. */
  List<String> problems() {
    // Events come in order and only while something is asked, so an answer means that all came.
    context.cookies();
    List<String> all = new ArrayList<>(problems);
    all.addAll(expectations.unmet());
    return all;
  }
}
