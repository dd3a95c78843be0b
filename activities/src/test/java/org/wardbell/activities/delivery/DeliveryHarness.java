package org.wardbell.activities.delivery;

import static org.wardbell.activities.database.generated.Tables.CLINIC;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.wardbell.activities.Await;
import org.wardbell.activities.clinic.ClinicStore;
import org.wardbell.activities.crypto.Encryption;
import org.wardbell.activities.crypto.MasterKey;
import org.wardbell.activities.database.Database;
import org.wardbell.activities.database.DatabaseSettings;
import org.wardbell.activities.database.Ids;
import org.wardbell.activities.database.MigratedDatabase;
import org.wardbell.activities.database.OneConnection;
import org.wardbell.activities.delivery.attempt.AttemptSteps;
import org.wardbell.activities.delivery.drain.InterruptedDrain;
import org.wardbell.activities.delivery.express.InterruptedDispatch;
import org.wardbell.activities.delivery.replay.ReplayJobSteps;
import org.wardbell.activities.delivery.state.ClaimedAttempt;
import org.wardbell.activities.event.AcceptedEvent;
import org.wardbell.activities.event.CatalogueFile;
import org.wardbell.activities.event.EventIntake;
import org.wardbell.activities.event.EventReader;
import org.wardbell.activities.event.EventStore;
import org.wardbell.activities.event.NewEvent;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.interactive.InteractiveTask;
import org.wardbell.activities.network.AllowedNetworks;
import org.wardbell.activities.network.OutgoingRoute;
import org.wardbell.activities.network.PlainHttp;
import org.wardbell.activities.temporal.Starters;
import org.wardbell.activities.temporal.WorkflowStarter;
import org.wardbell.activities.tracing.Tracing;
import org.wardbell.activities.webhook.KeptWebhook;
import org.wardbell.activities.webhook.SigningSecrets;
import org.wardbell.activities.webhook.WebhookReader;
import org.wardbell.activities.webhook.WebhookSealing;
import org.wardbell.activities.webhook.WebhookStore;
import org.wardbell.embedded.mysql.MySqlDatabase;
import org.wardbell.simulator.receiver.ReceiverSimulator;
import org.wardbell.workflows.delivery.ReplayProgress;
import org.wardbell.workflows.event.EventBatch;

/**
 * Everything that accepts and sends, on a real MySQL and with a real receiver, without a Temporal
 * server: the tests call the activities as Temporal would, also twice and late.
 */
public final class DeliveryHarness extends StoredDeliveries implements AutoCloseable {
  /** Nobody listens there: every start is left to the relay. */
  private static final String NO_TEMPORAL = "127.0.0.1:1";

  public final UUID clinic = Ids.next();
  public final ReceiverSimulator receiver;
  public final EventIntake intake;
  public final EventStore eventStore;
  final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final MasterKey masterKey = MasterKey.ofText(MasterKey.newKeyset());
  final Encryption encryption;
  final EventReader events;
  final WebhookStore webhooks;
  final OverdueDeliveries overdue;
  final WorkerProcess engine;
  private final WorkflowServiceStubs stubs;
  final WorkflowStarter starter;
  private final WorkflowStarts starts;
  private final WebhookReader webhookReader;
  private final Database database;
  private final List<WorkerProcess> processes = new ArrayList<>();

  public DeliveryHarness() throws Exception {
    this(MigratedDatabase.create());
  }

  DeliveryHarness(MySqlDatabase mysql) throws Exception {
    database =
        Database.open(
            new DatabaseSettings(mysql.jdbcUrl(), mysql.user(), mysql.password(), 16),
            OneConnection::new);
    receiver = ReceiverSimulator.start(0);
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(NO_TEMPORAL).build());
    starter = Starters.unlabelled(WorkflowClient.newInstance(stubs));
    starts = new WorkflowStarts(starter, Tracing.OFF);
    encryption = new Encryption(masterKey, database.keys());
    eventStore = new EventStore(encryption);
    intake = new EventIntake(database.commits(), eventStore, starts, null, registry, Tracing.OFF);
    events = new EventReader(eventStore, new ClinicStore(dsl()));
    WebhookSealing sealing = new WebhookSealing(encryption);
    webhooks = new WebhookStore(sealing);
    webhookReader = new WebhookReader(sealing);
    overdue = new OverdueDeliveries(database.sending(), starter, Duration.ofSeconds(60));
    engine = process();
    dsl()
        .insertInto(CLINIC)
        .set(CLINIC.ID, clinic)
        .set(CLINIC.NAME, "Riverside")
        .set(CLINIC.TIME_ZONE, "Europe/Berlin")
        .set(CLINIC.CREATED_AT, Instant.now())
        .execute();
  }

  /** Another worker process. */
  WorkerProcess process() {
    return process(Map.of());
  }

  /** Another worker process with settings of its own. */
  WorkerProcess process(Map<String, String> settings) {
    return process(settings, encryption, events, eventStore, webhookReader);
  }

  /** Encryption as a process has it that has just started. */
  Encryption freshEncryption() {
    return new Encryption(masterKey, database.keys());
  }

  /** A worker process that has just started: it remembers no clinic, key or webhook. */
  WorkerProcess freshProcess() {
    Encryption cold = new Encryption(masterKey, database.keys());
    EventStore store = new EventStore(cold);
    return process(
        Map.of(),
        cold,
        new EventReader(store, new ClinicStore(dsl())),
        store,
        new WebhookReader(new WebhookSealing(cold)));
  }

  private WorkerProcess process(
      Map<String, String> settings,
      Encryption encryption,
      EventReader events,
      EventStore eventStore,
      WebhookReader reader) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("wardbell.version", "test");
    WorkerProcess process =
        new WorkerProcess(
            all,
            database,
            encryption,
            events,
            eventStore,
            reader,
            webhooks,
            new ClinicStore(dsl()),
            starter,
            starts,
            openDeliveries,
            CatalogueFile.load(),
            AllowedNetworks.of(List.of("127.0.0.0/8")),
            OutgoingRoute.DIRECT,
            PlainHttp.ALLOWED,
            registry);
    processes.add(process);
    return process;
  }

  /** An intake whose events this process dispatches itself. */
  EventIntake directIntake() {
    var direct = engine.beans().getBean(EventIntake.ShorterWay.class);
    return new EventIntake(database.commits(), eventStore, starts, direct, registry, Tracing.OFF);
  }

  /** What a worker does when somebody tests a webhook. */
  InteractiveTask webhookTest() {
    return engine.beans().getBean("testSend", InteractiveTask.class);
  }

  /** The steps of a replay job, one at a time. */
  ReplayJobSteps replaySteps() {
    return new ReplayJobSteps(engine.beans());
  }

  /** Advances a replay job as one activity would, but not for as long. */
  ReplayProgress advance(UUID replay) {
    return replaySteps().advance(replay);
  }

  @Override
  public DSLContext dsl() {
    return database.dsl();
  }

  /** What a process that dies between its claim and its first byte leaves behind. */
  InterruptedDispatch claimAndDie(EventBatch batch) {
    return InterruptedDispatch.of(engine.beans(), batch);
  }

  /** The same for a drain. */
  List<ClaimedAttempt> claimDrainAndDie(UUID webhook, int atMost) {
    return InterruptedDrain.claim(engine.beans(), webhook, atMost);
  }

  /** The steps of an attempt, one at a time. */
  AttemptSteps attempt() {
    return new AttemptSteps(engine.beans());
  }

  UUID webhook(WebhookBuilder builder) {
    return kept(builder).id();
  }

  /** Returns a webhook of another clinic. */
  UUID webhook(UUID clinic, WebhookBuilder builder) {
    return kept(clinic, builder).id();
  }

  KeptWebhook kept(WebhookBuilder builder) {
    return kept(clinic, builder);
  }

  private KeptWebhook kept(UUID clinic, WebhookBuilder builder) {
    return dsl()
        .transactionResult(
            transaction ->
                webhooks
                    .insert(
                        transaction.dsl(),
                        clinic,
                        builder.settings(receiver),
                        List.of(SigningSecrets.newShared()),
                        Instant.now())
                    .webhook());
  }

  /** Changes a webhook's settings; returns it as it is then. */
  KeptWebhook change(KeptWebhook webhook, WebhookBuilder wanted) {
    return dsl()
        .transactionResult(
            transaction ->
                webhooks.update(
                    transaction.dsl(), webhook, wanted.settings(receiver), Instant.now()))
        .orElseThrow();
  }

  /** Changes the settings of the webhook with this id. */
  void change(UUID webhook, WebhookBuilder wanted) {
    var _ = change(webhooks.find(dsl(), webhook).orElseThrow().webhook(), wanted);
  }

  /** Accepts events and names them as their workflow would. */
  EventBatch accept(int count) {
    List<NewEvent> wanted = IntStream.range(0, count).mapToObj(this::event).toList();
    return new EventBatch(
        intake.accept(wanted).stream().map(AcceptedEvent::id).map(UUID::toString).toList());
  }

  private NewEvent event(int number) {
    return event(null, "{\"appointment_id\":" + number + "}");
  }

  /** An event of this clinic. */
  public NewEvent event(String key, String data) {
    return new NewEvent(
        clinic,
        "appointment.booked",
        "appointment/1",
        "api",
        key,
        null,
        data.getBytes(StandardCharsets.UTF_8));
  }

  static void await(String what, BooleanSupplier condition) {
    Await.until(what, condition);
  }

  /** Forgets events, webhooks and deliveries, and how the receiver behaved. */
  public void clear() {
    forgetRows();
    receiver.clear();
  }

  @Override
  public void close() {
    receiver.close();
    processes.forEach(WorkerProcess::close);
    intake.close();
    starts.close();
    stubs.shutdownNow();
    database.close();
  }
}
