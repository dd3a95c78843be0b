package org.wardbell.standalone.wordpress;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wardbell.standalone.browser.product.ApiClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A clinic with KiviCare, the plugin and a Wardbell, set up as the documentation says. */
final class PluginStage implements AutoCloseable {
  /** The zone in which the clinic writes its times. */
  static final ZoneId ZONE = ZoneId.of("Europe/London");

  private static final String RECEIVED = "/hook/all";
  private static final String PAGE = "/wp-admin/options-general.php?page=wardbell";

  /** The command of the documentation that makes the webhook. */
  private static final Pattern DOCUMENTED =
      Pattern.compile("/api/v1/webhooks .*? -d '(.+?)'", Pattern.DOTALL);

  final RestartableWardbell wardbell;
  final WordPressSite site;

  /** What the plugin sends with; a test looks for it where it must not be. */
  final String key;

  /** What changes are signed with. */
  final String secret;

  /** A client of the clinic's administrator. */
  final ApiClient clinic;

  /** The numbers of KiviCare's doctor, patient and so on, by their names. */
  final Map<String, Object> people = new LinkedHashMap<>();

  private final HttpClient administrator;
  private int booked;

  private PluginStage(WordPress wordPress, Path house) throws IOException {
    Path folder =
        Files.createDirectories(
            Path.of("target", "wordpress-" + UUID.randomUUID()).toAbsolutePath());
    wardbell = new RestartableWardbell(folder);
    site = WordPressSite.start(wordPress, folder, house.resolve("wordpress"), zip(house, folder));
    String id =
        wardbell
            .api()
            .post("/clinics", Map.of("name", "Harbour", "time_zone", ZONE.getId()))
            .path("id")
            .asString();
    clinic = new ApiClient(wardbell.url(), newKey("ADMIN", id));
    key = newKey("WRITER", id);
    clinic.webhook(
        Map.of(
            "name",
            "CRM",
            "url",
            wardbell.receiver.url(RECEIVED),
            "events",
            List.of("*"),
            "ordered",
            true,
            "circuit_breaker",
            false));
    ObjectNode back = (ObjectNode) JsonMapper.shared().readTree(documentedWebhook(house));
    back.put("url", site.url() + "/wp-json/wardbell/v1/changes");
    secret = clinic.post("/webhooks", back).path("signing_secret").asString();
    site.act("people", Map.of())
        .path("result")
        .properties()
        .forEach(one -> people.put(one.getKey(), one.getValue().asInt()));
    administrator = site.signedIn("administrator");
    press(
        "save",
        Map.of(
            "url",
            wardbell.url().toString(),
            "key",
            key,
            "signing_secret",
            secret,
            "calendars",
            "1"));
  }

  static PluginStage set(WordPress wordPress, Path house) throws IOException {
    return new PluginStage(wordPress, house);
  }

  /** Makes the zip by the command that users have. */
  private static Path zip(Path house, Path folder) throws IOException {
    Path zip = folder.resolve("wardbell.zip");
    ProcessBuilder command =
        new ProcessBuilder(house.resolve("wardbell").toString(), "plugin", zip.toString())
            .inheritIO();
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    try {
      int code = command.start().waitFor();
      if (code != 0) {
        throw new AssertionError("./wardbell plugin ended with " + code);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return zip;
  }

  private static String documentedWebhook(Path house) throws IOException {
    Matcher found = DOCUMENTED.matcher(Files.readString(house.resolve("docs/wordpress.md")));
    if (!found.find()) {
      throw new AssertionError("docs/wordpress.md makes no webhook");
    }
    return found.group(1);
  }

  private String newKey(String role, String clinicId) {
    return wardbell
        .api()
        .post("/keys", Map.of("name", role, "role", role, "clinic", clinicId))
        .path("key")
        .asString();
  }

  /** Returns a time in days to come that nobody has yet. */
  LocalDateTime freeTime() {
    booked++;
    return LocalDateTime.now(ZONE)
        .truncatedTo(ChronoUnit.DAYS)
        .plusDays(3 + booked / 10)
        .withHour(8 + booked % 10);
  }

  /** Books in KiviCare; returns its number of the appointment. */
  int book(LocalDateTime start) {
    return book(start, new ArrayList<>());
  }

  /**
   * Books, and notes what the plugin's part cost.
   *
   * @param costs gets the answer
   */
  int book(LocalDateTime start, List<JsonNode> costs) {
    Map<String, Object> given = new HashMap<>(people);
    given.put("start", start.toString());
    JsonNode answer = site.act("book", given);
    costs.add(answer);
    return answer.path("result").path("id").asInt();
  }

  void move(int id, LocalDateTime start) {
    site.act("move", Map.of("id", id, "start", start.toString()));
  }

  void status(int id, int status) {
    site.act("status", Map.of("id", id, "status", status));
  }

  /** Returns KiviCare's row of an appointment. */
  JsonNode row(int id) {
    return site.act("row", Map.of("id", id)).path("result");
  }

  /** Returns the events that wait or were refused, as they stand in the plugin's table. */
  List<JsonNode> queue() {
    return site.act("queue", Map.of()).path("result").path("rows").valueStream().toList();
  }

  /** Returns the counts of the plugin. */
  JsonNode state() {
    return site.act("queue", Map.of()).path("result").path("state");
  }

  /** Returns the events that came to the receiver, in their order. */
  Stream<JsonNode> received() {
    return wardbell.receiver.requests(RECEIVED).stream()
        .map(request -> JsonMapper.shared().readTree(request.text()));
  }

  /** Returns the types of what came of an appointment of KiviCare's, in their order. */
  List<String> told(int id) {
    return received()
        .filter(
            event ->
                event.path("data").path("appointment_id").isNumber()
                    && event.path("data").path("appointment_id").asInt() == id)
        .map(event -> event.path("type").asString())
        .toList();
  }

  /** Returns the page under Settings, as the administrator sees it. */
  String page() {
    return WordPressSite.send(administrator, site.request(PAGE).GET()).body();
  }

  /** Presses a button of the page; returns the page after it. */
  String press(String act, Map<String, String> fields) {
    Matcher nonce =
        Pattern.compile(
                "value=\"wardbell_" + act + "\">.*?name=\"_wpnonce\" value=\"(\\w+)\"",
                Pattern.DOTALL)
            .matcher(page());
    if (!nonce.find()) {
      throw new AssertionError("no button " + act);
    }
    Map<String, String> all = new HashMap<>(fields);
    all.put("action", "wardbell_" + act);
    all.put("_wpnonce", Objects.requireNonNull(nonce.group(1)));
    HttpResponse<String> answer = site.form(administrator, "/wp-admin/admin-post.php", all);
    if (answer.statusCode() != 302) {
      throw new AssertionError(act + ": " + answer.statusCode() + " " + answer.body());
    }
    return page();
  }

  @Override
  public void close() {
    site.close();
    wardbell.close();
  }
}
