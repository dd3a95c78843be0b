package org.wardbell.standalone.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Tracing;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.wardbell.standalone.browser.chromium.TestBrowser;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestPerson;

/** The visitors of one test. Each call makes another one. */
public final class Visitors {
  /** Milliseconds; generous, because a test machine is busy. */
  private static final double PATIENCE = 60_000;

  private static final AtomicInteger ADDRESSES = new AtomicInteger();

  /** The sessions of people whom several tests look as. */
  private static final Map<TestPerson, List<Cookie>> SESSIONS = new ConcurrentHashMap<>();

  /** Whether what visitors do is written down, which takes more than all else: each night. */
  private static final boolean TRACED = Boolean.getBoolean("wardbell.traces");

  private final URI server;
  private final boolean traced;
  private final List<Visitor> visitors = new ArrayList<>();

  Visitors(RunningProduct product) {
    this(product, TRACED);
  }

  /** Creates visitors whose traces can be kept, or not. */
  Visitors(RunningProduct product, boolean traced) {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    this.server = product.url();
    this.traced = traced;
  }

  /** Returns a visitor who has not signed in, at a desk. */
  public Visitor anonymous() {
    return anonymous(View.DESK);
  }

  public Visitor anonymous(View view) {
    return visitor(server, view);
  }

  /** Returns a visitor of another product than that of all tests. */
  public Visitor anonymousAt(RunningProduct other) {
    return visitor(other.url(), View.DESK);
  }

  private Visitor visitor(URI server, View view) {
    BrowserContext context = TestBrowser.shared().newContext(view.options());
    context.setDefaultTimeout(PATIENCE);
    context.setDefaultNavigationTimeout(PATIENCE);
    context.setExtraHTTPHeaders(Map.of("X-Forwarded-For", address()));
    if (traced) {
      context.tracing().start(new Tracing.StartOptions().setSnapshots(true));
    }
    Visitor visitor = new Visitor(server, context, view, traced);
    visitors.add(visitor);
    return visitor;
  }

  /** Returns a visitor at a desk who has signed in. */
  public Visitor signedIn(TestPerson person) {
    return signedIn(person, View.DESK);
  }

  public Visitor signedIn(TestPerson person, View view) {
    return anonymous(view).signIn(person);
  }

  /**
   * Returns a visitor with the session that this person already has, so that no password is hashed.
   * For tests that only look; nobody may end that session.
   */
  public Visitor stillSignedIn(TestPerson person, View view) {
    Visitor visitor = anonymous(view);
    List<Cookie> kept = SESSIONS.get(person);
    if (kept == null) {
      visitor.signIn(person);
      SESSIONS.put(person, visitor.context().cookies());
    } else {
      visitor.context().addCookies(kept);
    }
    return visitor;
  }

  /** Returns an address of a network that no other visitor has. */
  private static String address() {
    return "2001:db8:0:%x::1".formatted(ADDRESSES.incrementAndGet() & 0xffff);
  }

  List<Visitor> all() {
    return List.copyOf(visitors);
  }
}
