package org.wardbell.standalone.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.wardbell.standalone.browser.product.RunningProduct;

/** The watch over a visitor's pages, on pages that are made for it. */
@InBrowser
class VisitorBrowserTest {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; connect-src 'self'; img-src * data:";

  /** Nobody asks these what went wrong, but the test itself. */
  private Visitors unwatched;

  @BeforeEach
  void begin(RunningProduct product) {
    unwatched = new Visitors(product);
  }

  @AfterEach
  void end() {
    unwatched.all().forEach(each -> each.context().close());
  }

  @Test
  void error_onTheConsole_isAProblem() {
    assertThat(problems("", "console.error('broken lamp')"))
        .containsExactly("console: broken lamp");
    assertThat(problems("", "console.warn('dim lamp')")).isEmpty();
  }

  @Test
  void error_thatNoScriptCaught_isAProblem() {
    assertThat(problems("", "undefinedName.call()"))
        .singleElement()
        .asString()
        .startsWith("uncaught: ")
        .contains("undefinedName");
  }

  @Test
  void script_inThePage_violatesThePolicyAndIsAProblem() {
    assertThat(problems("<script>window.ran = true</script>", ""))
        .anySatisfy(
            problem ->
                assertThat(problem).startsWith("securitypolicyviolation: script-src-elem blocked"));
    assertThat(problems("<p style='color: red'>red</p>", ""))
        .anySatisfy(problem -> assertThat(problem).contains("style-src-attr").contains("<p style"));
  }

  @Test
  void request_toAnotherHost_isAProblemAndLeavesThisMachineNever() {
    assertThat(problems("<img alt='' src='http://elsewhere.example/a.png'>", ""))
        .contains("request to another host: http://elsewhere.example/a.png")
        .anySatisfy(problem -> assertThat(problem).contains("ERR_NAME_NOT_RESOLVED"));
  }

  @Test
  void answer_of500_isAProblemUnlessItIsExpected() {
    Visitor visitor = withPage("", "fetch('/made/fails')");
    visitor.context().route("**/made/fails", fulfil(503, "text/plain", "", ""));
    load(visitor);
    assertThat(visitor.problems()).anyMatch(each -> each.startsWith("answer 503 to http://127."));

    Visitor prepared = withPage("", "fetch('/made/fails')").expectAnswer(503);
    prepared.context().route("**/made/fails", fulfil(503, "text/plain", "", ""));
    load(prepared);
    assertThat(prepared.problems()).isEmpty();
  }

  @Test
  void expectation_thatWasNotMet_isAProblem() {
    Visitor visitor =
        withPage("", "console.error('broken lamp')")
            .expectError("^broken")
            .expectAnswer(404)
            .expectRequestTo(URI.create("http://elsewhere.example:81/page"));
    load(visitor);
    assertThat(visitor.problems())
        .containsExactly(
            "expected, but did not happen: answer 404",
            "expected, but did not happen: request to elsewhere.example:81");
  }

  @Test
  void page_thatBreaksRulesOfAccessibility_isToldUnderAStrictPolicy() {
    Visitor visitor = withPage("<main><h1>Lamp</h1><img src='/made/a.png'></main>", "");
    visitor.context().route("**/made/a.png", fulfil(200, "image/svg+xml", "<svg/>", ""));
    Page page = load(visitor);

    assertThat(Accessibility.violations(page))
        .singleElement()
        .asString()
        .startsWith("image-alt: ")
        .contains("/made/a.png");
    assertThat(visitor.problems()).as("the check itself breaks no rule").isEmpty();
  }

  @Test
  void view_isWhatThePageSees() {
    View view = View.TELEPHONE.dark().in(ZoneId.of("Asia/Tokyo")).speaking(Locale.GERMANY);
    Visitor visitor = unwatched.anonymous(view);
    serve(visitor, "", "");
    assertThat(
            load(visitor)
                .evaluate(
                    """
                    () => [innerWidth, matchMedia('(prefers-color-scheme: dark)').matches,
                        Intl.DateTimeFormat().resolvedOptions().timeZone, navigator.language]
                    """))
        .isEqualTo(List.of(375, true, "Asia/Tokyo", "de-DE"));
  }

  @Test
  void page_withoutScripts_runsNone() {
    Visitor visitor = unwatched.anonymous(View.DESK.withoutScripts());
    serve(visitor, "<h1>Lamp</h1>", "document.querySelector('h1').textContent = 'changed'");
    assertThat(load(visitor).locator("h1").innerText()).isEqualTo("Lamp");
  }

  @Test
  void canary_inEachPlace_isFound() {
    Visitor visitor =
        withPage(
            "<input value='canary-field'>",
            "localStorage.a = 'canary-local'; sessionStorage.a = 'canary-session';"
                + "document.title = 'canary-title'; caches.open('c')"
                + ".then(c => c.put('/made/x', new Response('canary-cache'))).then(() => "
                + "document.body.dataset.done = '')");
    Page page = load(visitor);
    page.locator("body[data-done]").waitFor();
    List<String> canaries =
        Stream.of("field", "local", "session", "title", "cache", "absent")
            .map(each -> "canary-" + each)
            .toList();

    assertThat(Canaries.places(page, canaries))
        .contains("canary-local in local storage", "canary-session in session storage")
        .contains("canary-title in title", "canary-field in fields", "canary-field in source")
        .anyMatch(each -> each.startsWith("canary-cache in cache c "))
        .noneMatch(each -> each.contains("absent"));
  }

  @Test
  void hostileText_thatAPageTakesForMarkup_isSeen() {
    String inert =
        HostileText.TEXT.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;");
    assertThat(HostileText.traces(load(withPage("<p>" + inert + "</p>", "")))).isEmpty();
    assertThat(HostileText.traces(load(withPage("<p>" + HostileText.TEXT + "</p>", ""))))
        .anyMatch(each -> each.startsWith("<img src=\"hostile\""));
  }

  @Test
  void content_thatIsWiderThanTheWindow_isNamed() {
    Visitor visitor = unwatched.anonymous(View.TELEPHONE);
    serve(visitor, "<meta name=viewport content='width=device-width'><img width=600 alt=''>", "");
    Page page = load(visitor);
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> Layout.requireNoSidewaysScrolling(page))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("<img width=\"600\"");
  }

  @Test
  void evidence_ofAFailedTest_isAPictureTheSourceAndATrace(RunningProduct product)
      throws Exception {
    unwatched = new Visitors(product, true);
    Visitor visitor = withPage("<h1>Lamp</h1>", "");
    load(visitor);
    Path kept = Evidence.keep("VisitorBrowserTest evidence", unwatched.all());

    assertThat(Files.readString(kept.resolve("visitor-1-page-1.html"))).contains("<h1>Lamp</h1>");
    assertThat(kept.resolve("visitor-1-page-1.png")).isNotEmptyFile();
    assertThat(kept.resolve("visitor-1-trace.zip")).isNotEmptyFile();
  }

  /** Returns the problems of a page with this body and this script in a file of its own. */
  private List<String> problems(String body, String script) {
    Visitor visitor = withPage(body, script);
    load(visitor);
    return visitor.problems();
  }

  private Visitor withPage(String body, String script) {
    Visitor visitor = unwatched.anonymous();
    serve(visitor, body, script);
    return visitor;
  }

  private static void serve(Visitor visitor, String body, String script) {
    String page =
        "<!doctype html><html lang=en><head><title>Made</title><link rel=icon href=data:,></head>"
            + "<body>%s<script src=/made/script.js></script></body></html>".formatted(body);
    visitor.context().route("**/made/page", fulfil(200, "text/html", page, POLICY));
    visitor.context().route("**/made/script.js", fulfil(200, "text/javascript", script, ""));
  }

  private static Page load(Visitor visitor) {
    Page page = visitor.open("/made/page");
    page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
    return page;
  }

  private static Consumer<Route> fulfil(int status, String type, String text, String policy) {
    Map<String, String> headers =
        policy.isEmpty() ? Map.of() : Map.of("Content-Security-Policy", policy);
    return route ->
        route.fulfill(
            new Route.FulfillOptions()
                .setStatus(status)
                .setHeaders(headers)
                .setContentType(type)
                .setBody(text));
  }
}
