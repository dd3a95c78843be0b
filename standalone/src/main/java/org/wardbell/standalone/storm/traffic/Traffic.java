package org.wardbell.standalone.storm.traffic;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.wardbell.simulator.gate.FaultProxy;
import org.wardbell.simulator.receiver.ReceiverSimulator;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.storm.invariant.SeenDelivery;
import org.wardbell.standalone.storm.invariant.WebhookFacts;
import org.wardbell.standalone.storm.stage.StormApi;
import org.wardbell.standalone.storm.stage.StormServers;

/**
 * The traffic of a storm beside its faults: two clinics whose programs post events, four webhooks
 * of each, and their receivers.
 */
public final class Traffic implements AutoCloseable {
  private static final int CLINICS = 2;

  /** The receiver keeps a few for a look; the ledger counts all. */
  private static final int KEPT_REQUESTS = 1_000;

  /** Seconds; a lease ends 10 s after it. */
  private static final int TIMEOUT = 3;

  /** Seconds before each attempt: enough for receivers that misbehave for a quarter of a minute. */
  private static final List<Integer> SCHEDULE =
      List.of(0, 1, 1, 2, 2, 3, 3, 5, 5, 5, 8, 8, 10, 10, 15, 15, 20, 20, 30, 30);

  private static final Set<String> PATIENTS = Set.of("patient.registered", "patient.updated");
  private static final Set<String> BILLS = Set.of("bill.paid");
  private static final List<String> TYPES =
      List.of("patient.registered", "patient.updated", "bill.paid", "encounter.closed");

  private final StormApi api;
  private final RequestLedger ledger = new RequestLedger();
  private final ReceiverSimulator receiver;
  private final FaultProxy proxy;
  private final List<StormWebhook> webhooks = new ArrayList<>();
  private final List<UUID> clinics = new ArrayList<>();
  private final EventClients clients;
  private final ReceiverActs receivers;
  private final AdministratorActs administrator;

  private Traffic(StormServers servers, long seed, String patient) throws IOException {
    api = servers.api();
    receiver = ReceiverSimulator.start(0, KEPT_REQUESTS, ledger::add);
    proxy = servers.proxyTo(receiver.port());
    for (int clinic = 0; clinic < CLINICS; clinic++) {
      clinics.add(clinic(clinic, seed));
    }
    Consumer<String> log = servers::note;
    clients = new EventClients(servers.api(), seed, List.copyOf(clinics), TYPES, patient);
    receivers =
        new ReceiverActs(
            receiver, webhooks.stream().map(each -> each.facts().path()).toList(), seed, log);
    administrator = new AdministratorActs(api, webhooks, clinics, seed, log);
  }

  /**
   * Makes the clinics, their webhooks and receivers; nothing is posted yet.
   *
   * @param patient a word that stands in all data, and nowhere else
   */
  public static Traffic make(StormServers servers, long seed, String patient) {
    try {
      return new Traffic(servers, seed, patient);
    } catch (IOException e) {
      throw new BenchmarkException("The receivers cannot start: " + e.getMessage(), e);
    }
  }

  private UUID clinic(int number, long seed) {
    UUID clinic =
        UUID.fromString(
            api.made(
                "clinics",
                Map.of(
                    "name",
                    "Storm %d, clinic %d".formatted(seed, number),
                    "time_zone",
                    "Europe/Berlin")));
    webhook(clinic, number, "all", TYPES, Map.of("circuit_breaker", false));
    webhook(clinic, number, "circuit", List.copyOf(PATIENTS), Map.of());
    webhook(
        clinic,
        number,
        "ordered",
        List.copyOf(PATIENTS),
        Map.of("ordered", true, "circuit_breaker", false));
    webhook(clinic, number, "changing", List.copyOf(BILLS), Map.of());
    return clinic;
  }

  private void webhook(
      UUID clinic, int number, String name, List<String> types, Map<String, Object> settings) {
    String path = "/clinic-%d/%s".formatted(number, name);
    Map<String, Object> body = new HashMap<>(settings);
    body.put("clinic", clinic.toString());
    body.put("name", name);
    body.put("url", "http://127.0.0.1:" + proxy.port() + path);
    body.put("events", types);
    body.put("timeout_seconds", TIMEOUT);
    body.put("retry", Map.of("schedule_seconds", SCHEDULE));
    StormApi.Answer made = api.post("webhooks", body);
    made.required();
    StormWebhook webhook =
        new StormWebhook(
            UUID.fromString(made.json().path("id").asString()),
            clinic,
            path,
            Set.copyOf(types),
            !name.equals("changing"));
    webhook.knows(made.json().path("signing_secret").asString());
    webhooks.add(webhook);
    ledger.expect(webhook);
  }

  /** Lets clients post, receivers misbehave, and an administrator change webhooks. */
  public void begin() {
    clients.begin();
    receivers.begin();
    administrator.begin();
  }

  /** Lets receivers behave well from now on. */
  public void calm() {
    receivers.end();
  }

  /** Lets nobody begin anything, and waits until each event that was posted is answered. */
  public void end(Duration limit) {
    administrator.end();
    clients.end(limit);
  }

  /** Asks each webhook whose circuit is open to try its receiver now, as a person does. */
  public void probe() {
    for (StormWebhook webhook : webhooks) {
      String path = "webhooks/" + webhook.facts().id();
      if (api.get(path).json().path("circuit").path("state").asString("").equals("OPEN")) {
        api.post(path + "/probe", null);
      }
    }
  }

  /** Returns the proxy between workers and receivers. */
  public FaultProxy proxy() {
    return proxy;
  }

  public List<WebhookFacts> webhooks() {
    return webhooks.stream().map(StormWebhook::facts).toList();
  }

  /** Returns the ids of events that were answered, by idempotency key. */
  public Map<String, UUID> accepted() {
    return clients.accepted();
  }

  public int acceptedSoFar() {
    return clients.acceptedSoFar();
  }

  /** Returns answers that break a promise, in words. */
  public List<String> wrongAnswers() {
    return clients.wrongAnswers();
  }

  /** Returns how often events were posted, also again. */
  public int posts() {
    return clients.posts();
  }

  /** Returns how many of these were not answered at all. */
  public int unanswered() {
    return clients.unanswered();
  }

  /** Returns how often each status was answered to a post. */
  public Map<Integer, Integer> statuses() {
    return clients.statuses();
  }

  /** Returns how many requests receivers saw. */
  public long requests() {
    return ledger.requests();
  }

  /** Returns how many of these named no delivery, or came where no webhook leads. */
  public long strangers() {
    return ledger.strangers();
  }

  /** Returns what receivers saw, by delivery. */
  public Map<UUID, SeenDelivery> seen() {
    return ledger.seen();
  }

  @Override
  public void close() {
    receiver.close();
  }
}
