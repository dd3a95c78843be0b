package org.wardbell.standalone.endtoend;

import static org.wardbell.activities.database.generated.Tables.CALENDAR;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.wardbell.api.ApiApplication;
import org.wardbell.embedded.process.Ports;
import org.wardbell.simulator.google.GoogleCalendarSimulator;
import org.wardbell.simulator.google.api.ApiCall;
import org.wardbell.simulator.google.push.Channel;
import org.wardbell.worker.WorkerApplication;
import tools.jackson.databind.JsonNode;

/** Two apis and a worker, each a process of its own, and a stand-in for Google in the test. */
final class CalendarCluster implements AutoCloseable {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Duration LENGTH = Duration.ofMinutes(30);

  final Surroundings surroundings = Surroundings.withMySql();
  final GoogleCalendarSimulator google;
  private final Map<String, String> environment;
  private final int[] ports = {Ports.free(), Ports.free()};
  private final ServerProcess one;
  private final ServerProcess two;
  ServerProcess worker;
  final TestApi api;

  /** A calendar, its account, and one appointment with its event. */
  record Shown(String account, UUID calendar, String appointment, String event) {}

  private CalendarCluster(Map<String, String> settings) {
    try {
      google = GoogleCalendarSimulator.start(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    environment = new TreeMap<>(surroundings.environment());
    environment.put("WARDBELL_PUBLIC_URL", "http://127.0.0.1:" + ports[0]);
    environment.put("WARDBELL_GOOGLE_CLIENT_ID", GoogleCalendarSimulator.CLIENT_ID);
    environment.put("WARDBELL_GOOGLE_CLIENT_SECRET", GoogleCalendarSimulator.CLIENT_SECRET);
    environment.put("WARDBELL_GOOGLE_ROOT_URL", google.rootUrl());
    environment.put("WARDBELL_GOOGLE_TOKEN_URL", google.tokenUrl());
    environment.putAll(settings);
    worker = worker();
    one = process(ApiApplication.class, ports[0]);
    two = process(ApiApplication.class, ports[1]);
    api = new TestApi(URI.create("http://127.0.0.1:" + ports[0]));
  }

  static CalendarCluster start() {
    return start(Map.of());
  }

  /** Starts one with settings that its processes find in their environment. */
  static CalendarCluster start(Map<String, String> settings) {
    CalendarCluster cluster = new CalendarCluster(settings);
    cluster.worker.awaitLine("worker polls task queue");
    cluster.one.awaitLine("Tomcat started on port (\\d+)");
    cluster.two.awaitLine("Tomcat started on port (\\d+)");
    return cluster;
  }

  private ServerProcess worker() {
    return process(WorkerApplication.class, Ports.free());
  }

  private ServerProcess process(Class<?> main, int port) {
    return ServerProcess.main(main.getName(), environment, "--server.port=" + port);
  }

  /** Kills the worker, and starts another one. */
  void killWorker() {
    worker.kill();
    worker = worker();
    worker.awaitLine("worker polls task queue");
  }

  /** Connects the calendar of a doctor; returns its id. */
  UUID connect(String account) {
    google.addAccount(account);
    return UUID.fromString(
        made(
                "/api/v1/calendars",
                Map.of(
                    "doctor_id",
                    account,
                    "google_calendar_id",
                    account,
                    "refresh_token",
                    google.grant(account)))
            .path("id")
            .asString());
  }

  /** Books an appointment; returns its id. */
  String book(String account, Instant start) {
    return made(
            "/api/v1/appointments",
            Map.of(
                "doctor_id", account,
                "patient", Map.of("id", "p-1"),
                "start", start.toString(),
                "end", start.plus(LENGTH).toString(),
                "time_zone", "UTC"))
        .path("id")
        .asString();
  }

  private JsonNode made(String path, Object body) {
    try {
      TestApi.Answer answer = api.post(path, body);
      if (answer.status() != 201) {
        throw new AssertionError(path + ": " + answer);
      }
      return answer.json();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Connects a doctor's calendar, and books an appointment that appears in it. */
  Shown shown(String account) {
    UUID calendar = connect(account);
    awaitConnected(calendar);
    String appointment = book(account, slot(0));
    String event = awaitEvent(account);
    awaitRest(calendar);
    return new Shown(account, calendar, appointment, event);
  }

  void awaitConnected(UUID calendar) {
    Await.until(
        "a connected calendar",
        () -> calendar(calendar).path("state").asString(),
        "CONNECTED"::equals);
  }

  /** Waits until the doctor sees one event; returns its id. */
  String awaitEvent(String account) {
    return Await.until(
            "the event in Google", google.doctor(account)::events, events -> events.size() == 1)
        .getFirst()
        .path("id")
        .asString();
  }

  /** Waits until a calendar has a channel, and nothing waits for it. */
  void awaitRest(UUID calendar) {
    Await.until(
        "a calendar at rest",
        () -> calendar(calendar),
        seen ->
            seen.path("unseen_pushes").asInt(1) == 0
                && seen.path("waiting_writes").asInt(1) == 0
                && !seen.path("channel_expires_at").isNull());
  }

  /** Returns a half hour of a day to come. */
  static Instant slot(int number) {
    return Instant.now()
        .truncatedTo(ChronoUnit.DAYS)
        .plus(3, ChronoUnit.DAYS)
        .plus(LENGTH.multipliedBy(number));
  }

  /** Returns how many pushes Google has sent of a calendar by itself. */
  long told(Shown of) {
    Set<String> channels =
        google.channels(of.account()).stream().map(Channel::id).collect(Collectors.toSet());
    return google.pushes().stream().filter(push -> channels.contains(push.channelId())).count();
  }

  /** Lets the doctor drag the event. */
  void drag(Shown of, Instant start) {
    google.doctor(of.account()).move(of.event(), start, start.plus(LENGTH));
  }

  void awaitStart(Shown of, Instant start) {
    Await.until(
        "the appointment to follow to " + start,
        () -> start(get("/api/v1/appointments/" + of.appointment())),
        start::equals);
  }

  static Instant start(JsonNode appointment) {
    return moment(appointment.path("start"));
  }

  static Instant moment(JsonNode text) {
    return OffsetDateTime.parse(text.asString()).toInstant();
  }

  JsonNode calendar(UUID id) {
    return get("/api/v1/calendars/" + id);
  }

  /** Returns the changes of an appointment that came from Google, oldest first. */
  List<JsonNode> changesInGoogle(String appointment) {
    return get("/api/v1/appointments/" + appointment + "/history?limit=200")
        .path("data")
        .valueStream()
        .filter(change -> change.path("source").asString().equals("google"))
        .toList()
        .reversed();
  }

  JsonNode get(String path) {
    try {
      return api.get(path).json();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Posts what Google posts on a calendar's channel to the first or the second api. */
  int push(String account, int node) {
    Channel channel = google.channels(account).getLast();
    HttpRequest push =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports[node] + "/calendar/push"))
            .header("X-Goog-Channel-ID", channel.id())
            .header("X-Goog-Channel-Token", String.valueOf(channel.token()))
            .header("X-Goog-Resource-ID", channel.resourceId())
            .header("X-Goog-Resource-State", "exists")
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      return HTTP.send(push, HttpResponse.BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Posts so many pushes to each of the nodes, from threads; returns the statuses. */
  List<Integer> pushes(String account, int each) throws Exception {
    List<Callable<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 2 * each; i++) {
      int node = i % 2;
      all.add(() -> push(account, node));
    }
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (Future<Integer> answer : threads.invokeAll(all)) {
        statuses.add(answer.get());
      }
    }
    return statuses;
  }

  /** Returns the requests to Google about a calendar, oldest first. */
  List<ApiCall> calls(String account) {
    return google.calls().stream().filter(call -> call.calendarId().equals(account)).toList();
  }

  String syncToken(UUID calendar) {
    return String.valueOf(
        surroundings
            .database()
            .select(CALENDAR.SYNC_TOKEN)
            .from(CALENDAR)
            .where(CALENDAR.ID.eq(calendar))
            .fetchSingle()
            .value1());
  }

  @Override
  public void close() {
    worker.close();
    one.close();
    two.close();
    google.close();
    surroundings.close();
  }
}
