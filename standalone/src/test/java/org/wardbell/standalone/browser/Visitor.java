package org.wardbell.standalone.browser;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.wardbell.standalone.browser.product.TestPerson;

/**
 * Somebody with a browser of their own: cookies, storage, window and address are shared with
 * nobody. What goes wrong on any of their pages fails the test at its end, unless the test expects
 * it.
 */
public final class Visitor {
  private static final int BUSY = 503;
  private static final int TRIES = 5;

  private final URI server;
  private final BrowserContext context;
  private final View view;
  private final boolean traced;
  private final Expectations expectations = new Expectations();
  private final ContextWatch watch;

  Visitor(URI server, BrowserContext context, View view, boolean traced) {
    this.server = server;
    this.context = context;
    this.view = view;
    this.traced = traced;
    this.watch = new ContextWatch(server, context, expectations);
  }

  /** Opens a path of the product in a new tab; returns when the page has loaded. */
  public Page open(String path) {
    Page page = context.newPage();
    page.navigate(server.resolve(path).toString());
    return page;
  }

  /** Signs in without the page for it. */
  Visitor signIn(TestPerson person) {
    APIResponse answer = post(person);
    // A busy machine hashes slowly, and the server says so.
    for (int again = 0; answer.status() == BUSY && again < TRIES; again++) {
      answer = post(person);
    }
    if (!answer.ok()) {
      throw new AssertionError("Signing in was answered " + answer.status() + ": " + answer.text());
    }
    return this;
  }

  private APIResponse post(TestPerson person) {
    return context
        .request()
        .post(
            server.resolve("/api/v1/session").toString(),
            RequestOptions.create()
                .setData(Map.of("email", person.email(), "password", person.password())));
  }

  /** Expects an answer with this status, 400 or more. */
  public Visitor expectAnswer(int status) {
    expectations.status(status);
    return this;
  }

  /** Expects a request to an address that is not the product's. */
  public Visitor expectRequestTo(URI address) {
    expectations.host(address);
    return this;
  }

  /**
   * Expects an error, on the console or uncaught, in whose text this regular expression is found.
   */
  public Visitor expectError(String pattern) {
    expectations.error(pattern);
    return this;
  }

  public View view() {
    return view;
  }

  /** Returns the cookies, storage and pages, for what the methods here do not offer. */
  public BrowserContext context() {
    return context;
  }

  /** Returns whether there is a trace of what the visitor did. */
  boolean isTraced() {
    return traced;
  }

  List<String> problems() {
    return watch.problems();
  }
}
