package org.wardbell.activities.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.wardbell.activities.appointment.AppointmentRefusal;
import org.wardbell.activities.appointment.ChangedAppointment;
import org.wardbell.activities.audit.AuditOrigin;
import org.wardbell.activities.calendar.channel.PushOutcome;
import org.wardbell.activities.calendar.channel.PushOutcome.SignalNeeded;
import org.wardbell.activities.calendar.channel.PushStore;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.sync.CalendarSettings;
import org.wardbell.activities.database.generated.Tables;
import org.wardbell.activities.temporal.Starters;
import org.wardbell.activities.tracing.Tracing;
import org.wardbell.embedded.temporal.EmbeddedTemporal;
import org.wardbell.embedded.temporal.TemporalOptions;
import org.wardbell.simulator.google.GoogleCalendarSimulator;
import org.wardbell.simulator.google.push.PushFaults;
import org.wardbell.workflows.TaskQueues;
import org.wardbell.workflows.appointment.TimeSlot;
import org.wardbell.workflows.calendar.CalendarState;
import org.wardbell.workflows.calendar.CalendarWorkflowImpl;
import org.wardbell.workflows.event.EventBatch;
import org.wardbell.workflows.event.EventResult;
import org.wardbell.workflows.event.EventWorkflow;

/** The base of calendar walks: a clinic, a real MySQL and Temporal, and a stand-in for Google. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CalendarWalk {
  static final String CALENDAR = "ada@clinic.example";

  /** Long enough for a loaded machine; a test that passes waits for none of it. */
  static final Duration PATIENCE = Duration.ofSeconds(60);

  static final PushFaults ALL_LOST = new PushFaults(1, 1, 0, 0, Duration.ZERO, false);

  static final Duration POLL = Duration.ofSeconds(3);

  EmbeddedTemporal temporal;
  WorkflowServiceStubs stubs;
  WorkflowClient client;
  GoogleCalendarSimulator google;
  Clinic clinic;
  CalendarWakes wakes;
  WorkerFactory workers;
  private @Nullable CalendarBeans beans;
  final CurrentCalendar current = new CurrentCalendar();
  HttpServer pushes;
  UUID calendar;

  @BeforeAll
  void startTemporalAndWorker() {
    temporal =
        EmbeddedTemporal.start(
            TemporalOptions.in(Path.of("target", "temporal-" + UUID.randomUUID()).toAbsolutePath())
                .withoutFile());
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget(temporal.target()).build());
    client =
        WorkflowClient.newInstance(
            stubs,
            WorkflowClientOptions.newBuilder().setNamespace(EmbeddedTemporal.NAMESPACE).build());
    startWorker();
  }

  void startWorker() {
    workers = WorkerFactory.newInstance(client);
    Worker worker = workers.newWorker(TaskQueues.MAIN);
    worker.registerWorkflowImplementationTypes(CalendarWorkflowImpl.class, IgnoredEvents.class);
    worker.registerActivitiesImplementations(current);
    workers.newWorker(TaskQueues.CALENDARS).registerActivitiesImplementations(current);
    workers.start();
  }

  @AfterAll
  void stopTemporal() {
    workers.shutdownNow();
    stubs.shutdownNow();
    temporal.close();
  }

  @BeforeEach
  void start() throws IOException {
    clinic = new Clinic();
    google = GoogleCalendarSimulator.start(0);
    google.addAccount(CALENDAR);
    wakes = new CalendarWakes(Starters.unlabelled(client), clinic.dsl());
    pushes = listen();
    work(CalendarSettings.POLL_WITH_PUSH);
  }

  @AfterEach
  void stop() {
    assertThat(clinic.uncataloguedVariables()).isEmpty();
    current.set(null);
    closeBeans();
    wakes.close();
    pushes.stop(0);
    google.close();
    clinic.close();
  }

  private void closeBeans() {
    if (beans != null) {
      beans.close();
    }
  }

  void work(Duration poll) {
    work(poll, null);
  }

  /** Lets a worker with the key of a service account take over. */
  void workWithServiceAccount(Path key, Duration poll) {
    work(poll, key);
  }

  private void work(Duration poll, @Nullable Path serviceAccount) {
    CalendarSettings settings =
        new CalendarSettings(
            URI.create("http://127.0.0.1:" + pushes.getAddress().getPort()),
            poll,
            poll,
            CalendarSettings.CHANNEL_LIFE);
    closeBeans();
    beans = new CalendarBeans(clinic, wakes, settings, google, client, serviceAccount);
    current.set(beans.activities());
  }

  /** Returns a bean of the worker. */
  <T> T bean(Class<T> type) {
    if (beans == null) {
      throw new IllegalStateException("no worker is at work");
    }
    return beans.bean(type);
  }

  /** A workflow that delivers nothing; deliveries are another walk. */
  public static final class IgnoredEvents implements EventWorkflow {
    @Override
    public EventResult deliver(EventBatch batch) {
      return new EventResult(0, 0, 0, 0);
    }
  }

  /** Starts a server that does what the api's push controller does. */
  HttpServer listen() throws IOException {
    PushStore store = new PushStore(clinic.dsl(), Tracing.OFF);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(CalendarSettings.PUSH_PATH, exchange -> push(store, exchange));
    server.start();
    return server;
  }

  void push(PushStore store, HttpExchange exchange) throws IOException {
    PushOutcome outcome =
        store.receive(
            exchange.getRequestHeaders().getFirst("X-Goog-Channel-ID"),
            exchange.getRequestHeaders().getFirst("X-Goog-Channel-Token"),
            exchange.getRequestHeaders().getFirst("X-Goog-Resource-ID"),
            exchange.getRequestHeaders().getFirst("X-Goog-Resource-State"));
    if (outcome instanceof SignalNeeded signal) {
      wakes.wakeNow(signal.calendarId());
      store.signalled(signal);
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  void connect(CalendarPolicy policy) {
    calendar = clinic.connect(CALENDAR, google.grant(CALENDAR), policy);
    wakes.wakeNow(calendar);
    await("the calendar is connected", () -> view().state() == CalendarState.CONNECTED);
  }

  CalendarView view() {
    return clinic.calendars().find(calendar).orElseThrow();
  }

  UUID bookedInGoogle(TimeSlot slot) {
    ChangedAppointment booked = clinic.book(slot);
    wakes.appointmentsChanged(booked.calendarsToWake());
    UUID id = booked.appointment().id();
    await("the event is in Google", () -> shownAt(id, slot));
    await("the write is settled", () -> view().waitingWrites() == 0);
    return id;
  }

  /** Returns the id that the appointment's event has in Google now. */
  String eventId(UUID appointment) {
    return clinic.eventId(calendar, appointment);
  }

  boolean shownAt(UUID appointment, TimeSlot slot) {
    return google.doctor(CALENDAR).events().stream()
        .filter(event -> event.path("id").asString().equals(eventId(appointment)))
        .filter(event -> event.path("start").has("dateTime"))
        .anyMatch(
            event ->
                OffsetDateTime.parse(event.path("start").path("dateTime").asString())
                    .toInstant()
                    .equals(slot.start()));
  }

  boolean absent(UUID appointment) {
    return google.doctor(CALENDAR).events().stream()
        .noneMatch(event -> event.path("id").asString().equals(eventId(appointment)));
  }

  boolean isRefused(TimeSlot slot) {
    try {
      var booked = clinic.book(slot);
      clinic.appointments().cancel(clinic.id(), booked.appointment().id(), AuditOrigin.SYSTEM);
      return false;
    } catch (AppointmentRefusal taken) {
      return true;
    }
  }

  boolean hasToken() {
    return clinic
        .dsl()
        .fetchExists(
            Tables.CALENDAR,
            Tables.CALENDAR
                .ID
                .eq(calendar)
                .and(Tables.CALENDAR.REFRESH_TOKEN_CIPHERTEXT.isNotNull()));
  }

  String onlyChannel() {
    await("a channel is open", () -> !google.channels(CALENDAR).isEmpty());
    return google.channels(CALENDAR).getFirst().id();
  }

  static void await(String what, BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError("waited " + PATIENCE.toSeconds() + " s in vain until " + what);
      }
      try {
        Thread.sleep(50);
      } catch (InterruptedException stop) {
        throw new AssertionError(stop);
      }
    }
  }
}
