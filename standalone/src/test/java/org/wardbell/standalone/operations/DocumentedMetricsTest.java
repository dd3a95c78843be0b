package org.wardbell.standalone.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.standalone.browser.product.RunningProduct;
import org.wardbell.standalone.browser.product.TestClinic;

/** {@code docs/metrics.md} beside what a server shows that has delivered something. */
@Tag("servers")
final class DocumentedMetricsTest {
  /** The names of a patient who is in an event. */
  private static final String PATIENT = "Zephyrine";

  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}");

  /** Series of ours in a process, of which each costs memory in Prometheus. */
  private static final int MOST_SERIES = 250;

  private static final DocumentedMetrics DOCUMENTED =
      DocumentedMetrics.read(OperationsFiles.text("docs/metrics.md"));

  private static String scraped = "";
  private static Scrape shown = new Scrape(Map.of());

  @BeforeAll
  static void deliverAndScrape() throws Exception {
    RunningProduct product = RunningProduct.shared();
    TestClinic clinic = product.clinic("Metrics " + PATIENT);
    String path = "/hook/" + UUID.randomUUID();
    clinic
        .api()
        .post(
            "/webhooks",
            Map.of(
                "name",
                PATIENT,
                "url",
                product.receiver().url(path),
                "events",
                List.of("patient.*")));
    clinic
        .api()
        .post(
            "/events",
            Map.of(
                "type",
                "patient.registered",
                "subject",
                "patient/" + PATIENT,
                "data",
                Map.of("patient_name", PATIENT)));
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (!(scraped = scrape(product.url())).contains("outcome=\"DELIVERED\"")) {
      assertThat(System.nanoTime()).as("the delivery within a minute").isLessThan(deadline);
      Thread.sleep(200);
    }
    shown = Scrape.read(scraped);
  }

  private static String scrape(URI product) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(product.resolve("/actuator/prometheus"))
            .header("Authorization", "Bearer " + RunningProduct.KEY)
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      return answer.body();
    }
  }

  @Test
  void metric_thatAServerShows_isDocumented() {
    assertThat(shown.metrics().keySet())
        .hasSizeGreaterThan(40)
        .allMatch(name -> DOCUMENTED.single().containsKey(name) || DOCUMENTED.isOfALibrary(name));
  }

  @Test
  void metric_thatIsDocumented_isShownWithItsTypeAndLabels() {
    assertThat(DOCUMENTED.single()).hasSizeGreaterThan(30);
    assertThat(DOCUMENTED.groups()).isNotEmpty();
    assertThat(DOCUMENTED.single())
        .allSatisfy(
            (name, documented) ->
                assertThat(shown.metrics().get(name)).as(name).isEqualTo(documented));
  }

  @Test
  void group_thatIsDocumented_isShown() {
    assertThat(DOCUMENTED.groups())
        .allSatisfy(
            group ->
                assertThat(shown.metrics().keySet())
                    .as(group)
                    .anyMatch(name -> name.startsWith(group)));
  }

  @Test
  void metric_ofALibrary_thatIsNamed_isShown() {
    List<String> named =
        Pattern.compile("`([a-z]+_[a-z_]+)`")
            .matcher(
                OperationsFiles.text("docs/metrics.md").replaceAll("(?s).*## Those of lib", ""))
            .results()
            .map(name -> name.group(1))
            .filter(DOCUMENTED::isOfALibrary)
            .toList();

    assertThat(named).hasSizeGreaterThan(5);
    assertThat(shown.metrics().keySet()).containsAll(named);
  }

  @Test
  void series_haveNoIdsAndNothingThatSomebodySent_andAreFew() {
    assertThat(scraped).doesNotContain(PATIENT);
    List<String> series = scraped.lines().filter(line -> !line.startsWith("#")).toList();
    assertThat(series).hasSizeGreaterThan(100).noneMatch(ID.asPredicate());
    assertThat(series.stream().filter(line -> line.startsWith("wardbell_")))
        .hasSizeLessThan(MOST_SERIES);
  }

  @Test
  void label_thatIsNotDocumented_isSeen() {
    Scrape scrape =
        Scrape.read(
            """
            # HELP some_seconds text
            # TYPE some_seconds summary
            some_seconds_count{lane="a",clinic="b } c"} 1
            some_seconds_sum{lane="a",clinic="b"} 2.0
            # TYPE some_seconds_max gauge
            some_seconds_max{lane="a"} 2.0
            """);

    assertThat(scrape.metrics()).containsOnlyKeys("some_seconds");
    assertThat(scrape.metrics().get("some_seconds"))
        .isNotEqualTo(
            DocumentedMetrics.read("| `some_seconds` | summary | seconds | `lane` | api | text |")
                .single()
                .get("some_seconds"))
        .isEqualTo(
            DocumentedMetrics.read(
                    "| `some_seconds` | summary | seconds | `lane`, `clinic` | api | text |")
                .single()
                .get("some_seconds"));
  }
}
