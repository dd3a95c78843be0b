package org.wardbell.standalone.browser.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.standalone.browser.InBrowser;
import org.wardbell.standalone.browser.Visitors;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;
import org.wardbell.standalone.endtoend.Await;
import tools.jackson.databind.JsonNode;

/** Many deliveries: paging through them, exports, what is done with those that are chosen. */
@InBrowser
class DeliveryListBrowserTest {
  private static final int ROWS = 100_000;
  private static final Pattern ID = Pattern.compile("name=\"id\" value=\"([0-9a-f-]{36})\"");
  private static final Pattern NEXT = Pattern.compile("href=\"([^\"]+)\" rel=\"next\"");

  private static Page.GetByTextOptions exactly() {
    return new Page.GetByTextOptions().setExact(true);
  }

  /** Inserts deliveries as if they had come in now, one a microsecond, each tenth given up. */
  private static void seed(RunningProduct product, TestClinic clinic, int count) {
    product.sql(
        """
        insert into delivery (id, clinic_id, event_id, webhook_id, `trigger`, status, attempts, created_at, finished_at)
        with digits (d) as (values row(0),row(1),row(2),row(3),row(4),row(5),row(6),row(7),row(8),row(9)),
        n (i) as (select a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d
          from digits a, digits b, digits c, digits e, digits f)
        select uuid_to_bin(uuid()), c.id, uuid_to_bin(uuid()), c.id, 'live',
          if(i %% 10 = 0, 'EXHAUSTED', 'DELIVERED'), 1, t, t
        from n join clinic c on c.id = uuid_to_bin('%s'),
          lateral (select utc_timestamp(6) + interval n.i microsecond t) times
        where i < %d order by i"""
            .formatted(clinic.id(), count));
  }

  /** Walks by the links that a page has for a person; returns the ids in their order. */
  private static List<String> walked(Page page, String address, Runnable meanwhile)
      throws Exception {
    URI origin = URI.create(page.url()).resolve("/");
    String session =
        page.context().cookies(origin.toString()).stream()
            .map(cookie -> cookie.name + "=" + cookie.value)
            .collect(Collectors.joining("; "));
    List<String> ids = new ArrayList<>();
    try (HttpClient client = HttpClient.newHttpClient()) {
      String next = address;
      for (int pages = 0; next != null; pages++) {
        if (pages % 50 == 25) {
          meanwhile.run();
        }
        HttpResponse<String> answer =
            client.send(
                HttpRequest.newBuilder(origin.resolve(next)).header("Cookie", session).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        for (Matcher id = ID.matcher(answer.body()); id.find(); ) {
          ids.add(id.group(1));
        }
        Matcher link = NEXT.matcher(answer.body());
        next = link.find() ? link.group(1).replace("&amp;", "&") : null;
      }
    }
    return ids;
  }

  /**
   * Hundreds of pages are walked by the links that the pages have, over HTTP with the browser's
   * session; forward and back in the browser itself is walked at the beginning.
   */
  @Test
  void d31_paging_neverRepeatsOrSkips(RunningProduct product, Visitors visitors) throws Exception {
    TestClinic clinic = product.clinic("North");
    seed(product, clinic, ROWS);
    Page page = visitors.signedIn(clinic.reader()).open("/deliveries");
    Runnable arrival = () -> seed(product, clinic, 1);

    List<List<String>> seen = new ArrayList<>();
    for (int forward = 0; forward < 4; forward++) {
      seen.add(shown(page));
      arrival.run();
      page.getByText("Older", exactly()).click();
      page.waitForLoadState();
    }
    for (int back = 3; back > 0; back--) {
      page.goBack();
      assertThat(shown(page)).isEqualTo(seen.get(back));
    }

    List<String> all = walked(page, "/deliveries?limit=200", arrival);
    // Three came before the walk began; those that came while it went on are newer than all of it.
    assertThat(all).doesNotHaveDuplicates().hasSize(ROWS + 4);
    assertThat(all.subList(4, 204))
        .containsExactlyElementsOf(seen.stream().flatMap(List::stream).distinct().toList());
    List<String> givenUp = walked(page, "/deliveries?status=EXHAUSTED&limit=200", arrival);
    assertThat(givenUp).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(ROWS / 10);
    assertThat(all).containsAll(givenUp.subList(givenUp.size() - ROWS / 10, givenUp.size()));
    String period = "&from=" + made(clinic, all.get(1_000)) + "&to=" + made(clinic, all.get(500));
    assertThat(walked(page, "/deliveries?limit=200" + period, arrival))
        .isEqualTo(all.subList(501, 1_001));
  }

  private static String made(TestClinic clinic, String id) {
    return clinic.api().get("/deliveries/" + id).path("created_at").asString();
  }

  private static List<String> shown(Page page) {
    List<String> ids = new ArrayList<>();
    for (Locator box : page.locator("input[name=id]").all()) {
      ids.add(box.getAttribute("value"));
    }
    return ids;
  }

  /** Makes three deliveries that arrived and one that was refused. */
  private static void some(RunningProduct product, TestClinic clinic) {
    String receiver = Deliveries.webhook(product, clinic, "Patient CRM");
    for (int i = 0; i < 3; i++) {
      clinic.api().event("appointment.booked", Map.of("appointment_id", i));
    }
    Await.until("three deliveries", () -> ids(clinic, "DELIVERED").size() == 3);
    product.receiver().behave(receiver, Step.answer(401));
    clinic
        .api()
        .post(
            "/events",
            Map.of(
                "type", "appointment.booked", "subject", "subject-canary", "data", Map.of("x", 1)));
    Await.until("a refusal", () -> !ids(clinic, "PENDING").isEmpty());
  }

  private static List<String> ids(TestClinic clinic, String status) {
    List<String> ids = new ArrayList<>();
    for (JsonNode each : clinic.api().get("/deliveries?status=" + status).path("data")) {
      ids.add(each.path("id").asString());
    }
    return ids;
  }

  @Test
  void d32_export_ofAFilterIsExactlyItsRows(RunningProduct product, Visitors visitors)
      throws Exception {
    TestClinic clinic = product.clinic("North");
    some(product, clinic);
    Page page = visitors.signedIn(clinic.writer()).open("/deliveries?status=DELIVERED");

    page.getByLabel("all that match").check();
    page.getByText("Export …", exactly()).click();
    assertThat(page.locator("h1")).hasText("Export 3 deliveries?");
    page.getByText("Export 3 deliveries", exactly()).click();

    assertThat(page).hasURL(Pattern.compile(".*/deliveries/exports/[0-9a-f-]{36}"));
    Download download = page.waitForDownload(() -> page.getByText("Download", exactly()).click());
    List<String> lines = Files.readAllLines(download.path());
    assertThat(lines.stream().skip(1).map(line -> line.substring(0, line.indexOf(','))))
        .containsExactlyElementsOf(ids(clinic, "DELIVERED"));
    assertThat(lines.getFirst()).doesNotContain("subject");
    assertThat(download.suggestedFilename()).isEqualTo("deliveries.csv");
  }

  @Test
  void selection_isResent_andSaysHowMany(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    some(product, clinic);
    Page page = visitors.signedIn(clinic.writer()).open("/deliveries");

    page.locator("[data-choose-all]").check();
    page.getByText("Resend …", exactly()).click();
    assertThat(page.locator("h1")).hasText("Resend 3 deliveries?");
    assertThat(page.locator("main")).containsText("1 of those that were counted has not ended");
    page.getByText("Resend 3 deliveries", exactly()).click();

    assertThat(page.locator(".notice")).hasText("3 deliveries are sent again.");
    assertThat(page.locator("input[name=id]")).hasCount(7);
  }

  @Test
  void resend_ofAllThatMatch_isAJobThatSaysWhatItDid(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    some(product, clinic);
    Page page = visitors.signedIn(clinic.writer()).open("/deliveries?status=DELIVERED");

    page.getByLabel("all that match").check();
    page.getByText("Resend …", exactly()).click();
    assertThat(page.locator("h1")).hasText("Resend 3 deliveries?");
    page.getByText("Resend 3 deliveries", exactly()).click();

    assertThat(page).hasURL(Pattern.compile(".*/deliveries/resends/[0-9a-f-]{36}"));
    assertThat(page.locator("main")).containsText("3 deliveries sent again");
    assertThat(page.locator("#progress")).containsText("Done");
    page.getByText("Jobs", exactly()).click();
    assertThat(page.getByLabel("Resends", new Page.GetByLabelOptions().setExact(true)))
        .containsText("3 deliveries sent again");
  }

  @Test
  void deletion_isAJobThatSaysWhatItDid(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    some(product, clinic);
    Page page = visitors.signedIn(clinic.administrator()).open("/deliveries");

    page.getByLabel("all that match").check();
    page.getByText("Delete …", exactly()).click();
    assertThat(page.locator("h1")).hasText("Delete 4 deliveries?");
    page.getByText("Delete 4 deliveries", exactly()).click();

    Await.until(
        "its end",
        () -> {
          page.reload();
          return page.locator("main").innerText().contains("3 deliveries removed");
        });
    assertThat(page.locator("main")).containsText("1 that matched stays");
    assertThat(ids(clinic, "DELIVERED")).isEmpty();
    assertThat(ids(clinic, "PENDING")).hasSize(1);
  }

  @Test
  void causes_areGrouped_andLeadToTheirDeliveries(RunningProduct product, Visitors visitors) {
    TestClinic clinic = product.clinic("North");
    some(product, clinic);
    Page page = visitors.signedIn(clinic.reader()).open("/deliveries");

    page.getByText("Group by cause", exactly()).click();
    Locator cause = page.getByLabel("1 × http_401 from Patient CRM");
    assertThat(cause).hasText("1");
    cause.click();

    assertThat(page.locator("input[name=id]")).hasCount(1);
    assertThat(page).hasURL(Pattern.compile(".*code=http_401.*"));
  }
}
