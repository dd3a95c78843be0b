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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.wardbell.activities.appointment.AppointmentRefusal;
import org.wardbell.activities.appointment.ChangedAppointment;
import org.wardbell.activities.calendar.PushReceipt.Signal;
import org.wardbell.activities.database.generated.Tables;
import org.wardbell.embedded.EmbeddedTemporal;
import org.wardbell.embedded.TemporalOptions;
import org.wardbell.simulator.google.ApiMethod;
import org.wardbell.simulator.google.CallFault;
import org.wardbell.simulator.google.GoogleCalendarSimulator;
import org.wardbell.simulator.google.PushFaults;
import org.wardbell.workflows.TaskQueues;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.SyncResult;
import org.wardbell.workflows.appointment.TimeSlot;
import org.wardbell.workflows.calendar.CalendarState;
import org.wardbell.workflows.calendar.CalendarWorkflow;
import org.wardbell.workflows.calendar.CalendarWorkflowImpl;
import org.wardbell.workflows.calendar.DerivedEventId;
import org.wardbell.workflows.event.EventBatch;
import org.wardbell.workflows.event.EventWorkflow;

/** The calendar walk on a real MySQL, a real Temporal server and a stand-in for Google. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CalendarWalkTest {
  private static final String CALENDAR = "ada@clinic.example";

  /** Long enough for a loaded machine; a test that passes waits for none of it. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final PushFaults ALL_LOST = new PushFaults(1, 1, 0, 0, Duration.ZERO, false);

  private static final Duration POLL = Duration.ofSeconds(3);

  private EmbeddedTemporal temporal;
  private WorkflowServiceStubs stubs;
  private WorkflowClient client;
  private GoogleCalendarSimulator google;
  private Clinic clinic;
  private CalendarWakes wakes;
  private WorkerFactory workers;
  private final CurrentCalendar current = new CurrentCalendar();
  private HttpServer pushes;
  private UUID calendar;

  @BeforeAll
  void startTemporalAndWorker() {
    temporal =
        EmbeddedTemporal.start(
            TemporalOptions.in(
                    Path.of("target", "temporal-" + UUID.randomUUID()).toAbsolutePath())
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

  private void startWorker() {
    workers = WorkerFactory.newInstance(client);
    Worker worker = workers.newWorker(TaskQueues.MAIN);
    worker.registerWorkflowImplementationTypes(CalendarWorkflowImpl.class, IgnoredEvents.class);
    worker.registerActivitiesImplementations(current);
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
    wakes = new CalendarWakes(client, clinic.dsl());
    pushes = listen();
    work(CalendarSettings.POLL_WITH_PUSH);
  }

  @AfterEach
  void stop() {
    assertThat(clinic.uncataloguedVariables()).isEmpty();
    current.set(null);
    wakes.close();
    pushes.stop(0);
    google.close();
    clinic.close();
  }

  private void work(Duration poll) {
    CalendarSettings settings =
        new CalendarSettings(
            URI.create("http://127.0.0.1:" + pushes.getAddress().getPort()),
            poll,
            poll,
            CalendarSettings.CHANNEL_LIFE);
    current.set(
        clinic.activities(
            settings,
            GoogleSettings.of("client", "secret", google.rootUrl(), google.tokenUrl()),
            client));
  }

  /** Deliveries are another walk. */
  public static final class IgnoredEvents implements EventWorkflow {
    @Override
    public void deliver(EventBatch batch) {}
  }

  /** What the api's push controller does. */
  private HttpServer listen() throws IOException {
    PushStore store = new PushStore(clinic.dsl());
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(CalendarSettings.PUSH_PATH, exchange -> push(store, exchange));
    server.start();
    return server;
  }

  private void push(PushStore store, HttpExchange exchange) throws IOException {
    PushReceipt receipt =
        store.receive(
            exchange.getRequestHeaders().getFirst("X-Goog-Channel-ID"),
            exchange.getRequestHeaders().getFirst("X-Goog-Channel-Token"),
            exchange.getRequestHeaders().getFirst("X-Goog-Resource-ID"),
            exchange.getRequestHeaders().getFirst("X-Goog-Resource-State"));
    if (receipt instanceof Signal signal) {
      wakes.wakeNow(signal.calendarId());
      store.signalled(signal);
    }
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  private void connect(CalendarPolicy policy) {
    calendar = clinic.connect(CALENDAR, google.grant(CALENDAR), policy);
    wakes.wakeNow(calendar);
    await("the calendar is connected", () -> view().state() == CalendarState.CONNECTED);
  }

  private CalendarView view() {
    return clinic.calendars().find(calendar).orElseThrow();
  }

  private UUID bookedInGoogle(TimeSlot slot) {
    ChangedAppointment booked = clinic.book(slot);
    wakes.appointmentsChanged(booked.calendarsToWake());
    UUID id = booked.appointment().id();
    await("the event is in Google", () -> shownAt(id, slot));
    await("the write is settled", () -> view().waitingWrites() == 0);
    return id;
  }

  private boolean shownAt(UUID appointment, TimeSlot slot) {
    return google.doctor(CALENDAR).events().stream()
        .filter(event -> event.path("id").asString().equals(DerivedEventId.of(appointment)))
        .anyMatch(
            event ->
                OffsetDateTime.parse(event.path("start").path("dateTime").asString())
                    .toInstant()
                    .equals(slot.start()));
  }

  private boolean absent(UUID appointment) {
    return google.doctor(CALENDAR).events().stream()
        .noneMatch(event -> event.path("id").asString().equals(DerivedEventId.of(appointment)));
  }

  @Test
  void book_withConnectedCalendar_appearsInGoogleWithoutThePatient() {
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));

    String event = google.doctor(CALENDAR).event(DerivedEventId.of(id)).toString();
    assertThat(event).contains("\"summary\":\"Appointment\"").doesNotContain("Silbermann");
    assertThat(event).doesNotContain("patients.example");
    assertThat(clinic.eventTypes()).contains("calendar.connected");
    assertThat(view().channelExpiresAt()).isNotNull();
  }

  @Test
  void connect_withAppointmentsToCome_writesThem() {
    UUID id = clinic.book(Clinic.slot(3, 9)).appointment().id();
    connect(CalendarPolicy.STANDARD);
    await("the event is in Google", () -> shownAt(id, Clinic.slot(3, 9)));
  }

  @Test
  void move_inGoogle_movesTheAppointment_andWritesNothingBack() {
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));
    long writes = google.writes();

    TimeSlot later = Clinic.slot(3, 14);
    google.doctor(CALENDAR).move(DerivedEventId.of(id), later.start(), later.end());

    await("the appointment moves", () -> clinic.appointment(id).slot().equals(later));
    assertThat(clinic.appointment(id).sync().result()).isEqualTo(SyncResult.UPDATED);
    assertThat(clinic.eventTypes()).contains("appointment.updated", "calendar.event_rescheduled");
    await("no push is waiting", () -> view().unseenPushes() == 0);
    assertThat(google.writes()).isEqualTo(writes);
    assertThat(clinic.appointment(id).version()).isEqualTo(2);
  }

  @Test
  void move_ontoATakenSlot_isPutBack() {
    connect(CalendarPolicy.STANDARD);
    UUID first = bookedInGoogle(Clinic.slot(3, 9));
    UUID second = bookedInGoogle(Clinic.slot(3, 11));

    TimeSlot taken = Clinic.slot(3, 9);
    google.doctor(CALENDAR).move(DerivedEventId.of(second), taken.start(), taken.end());

    await(
        "the conflict is told",
        () -> clinic.eventTypes().contains("calendar.conflict_reverted"));
    await("the event is back", () -> shownAt(second, Clinic.slot(3, 11)));
    assertThat(clinic.appointment(second).slot()).isEqualTo(Clinic.slot(3, 11));
    assertThat(clinic.appointment(second).sync().result()).isEqualTo(SyncResult.REVERTED);
    assertThat(shownAt(first, taken)).isTrue();
    assertThat(clinic.eventTypes().stream().filter("calendar.conflict_reverted"::equals))
        .hasSize(1);
  }

  @Test
  void move_ontoBusyTime_isPutBack_andBookingThereIsRefused() {
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));
    TimeSlot busy = Clinic.slot(3, 15);
    google.doctor(CALENDAR).create("Dentist, private", busy.start(), busy.end());
    await("the busy time is known", () -> isRefused(busy));

    google.doctor(CALENDAR).move(DerivedEventId.of(id), busy.start(), busy.end());
    await("the event is back", () -> clinic.appointment(id).sync() != null);
    await("the event is back in Google", () -> shownAt(id, Clinic.slot(3, 9)));
  }

  private boolean isRefused(TimeSlot slot) {
    try {
      var booked = clinic.book(slot);
      clinic.appointments().cancel(clinic.id(), booked.appointment().id());
      return false;
    } catch (AppointmentRefusal taken) {
      return true;
    }
  }

  @Test
  void delete_inGoogle_cancelsTheAppointment() {
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));

    google.doctor(CALENDAR).delete(DerivedEventId.of(id));

    await(
        "the appointment is cancelled",
        () -> clinic.appointment(id).status() == AppointmentStatus.CANCELLED);
    assertThat(clinic.eventTypes())
        .contains("appointment.cancelled", "appointment.status_changed");
  }

  @Test
  void delete_inGoogle_withPolicyUnlink_leavesItIncomplete() {
    connect(
        new CalendarPolicy(
            CalendarPolicy.Deletion.UNLINK, CalendarPolicy.Guests.NONE, false));
    UUID id = bookedInGoogle(Clinic.slot(3, 9));

    google.doctor(CALENDAR).delete(DerivedEventId.of(id));

    await(
        "the appointment is incomplete",
        () -> clinic.appointment(id).status() == AppointmentStatus.INCOMPLETE);
    assertThat(clinic.eventTypes()).doesNotContain("appointment.cancelled");
  }

  @Test
  void cancel_here_deletesTheEvent_andIsNotMistakenForTheDoctors() {
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));

    wakes.appointmentsChanged(
        clinic.appointments().cancel(clinic.id(), id).calendarsToWake());

    await("the event is gone", () -> absent(id));
    await("no push is waiting", () -> view().unseenPushes() == 0 && view().waitingWrites() == 0);
    assertThat(clinic.eventTypes().stream().filter("appointment.cancelled"::equals)).hasSize(1);
  }

  @Test
  void createUpdateCancel_atOnce_leavesNothingInGoogle() {
    connect(CalendarPolicy.STANDARD);
    ChangedAppointment booked = clinic.book(Clinic.slot(3, 9));
    UUID id = booked.appointment().id();
    wakes.appointmentsChanged(booked.calendarsToWake());
    wakes.appointmentsChanged(
        clinic
            .appointments()
            .update(id, clinic.wanted(Clinic.slot(3, 12)))
            .calendarsToWake());
    wakes.appointmentsChanged(
        clinic.appointments().cancel(clinic.id(), id).calendarsToWake());

    await("the write is settled", () -> view().waitingWrites() == 0);
    assertThat(absent(id)).isTrue();
  }

  @Test
  void guestAnswer_isRecorded() {
    connect(
        new CalendarPolicy(
            CalendarPolicy.Deletion.CANCEL, CalendarPolicy.Guests.PATIENT, false));
    UUID id = bookedInGoogle(Clinic.slot(3, 9));

    google.doctor(CALENDAR).answer(DerivedEventId.of(id), "rosa@patients.example", "accepted");

    await("the answer is told", () -> clinic.eventTypes().contains("appointment.rsvp_changed"));
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(clinic.eventData("appointment.rsvp_changed")).contains("\"rsvp_status\":\"accepted\"");
  }

  @Test
  void deadSyncToken_readsTheWholeWindow_andMissesNothing() {
    connect(CalendarPolicy.STANDARD);
    UUID moved = bookedInGoogle(Clinic.slot(3, 9));
    UUID deleted = bookedInGoogle(Clinic.slot(4, 9));
    UUID untouched = bookedInGoogle(Clinic.slot(5, 9));
    google.pushFaults(ALL_LOST);
    google.expireSyncTokens(CALENDAR);
    TimeSlot later = Clinic.slot(3, 14);
    google.doctor(CALENDAR).move(DerivedEventId.of(moved), later.start(), later.end());
    google.doctor(CALENDAR).delete(DerivedEventId.of(deleted));
    google.expireSyncTokens(CALENDAR);
    google.behaveWell();

    google.doctor(CALENDAR).create("Lunch", later.end(), later.end().plusSeconds(60));

    await("the appointment moves", () -> clinic.appointment(moved).slot().equals(later));
    await(
        "the deletion is found",
        () -> clinic.appointment(deleted).status() == AppointmentStatus.CANCELLED);
    assertThat(clinic.appointment(untouched).status()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(clinic.appointment(untouched).version()).isEqualTo(1);
  }

  @Test
  void lostPushes_arePolled() {
    work(POLL);
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));
    google.pushFaults(ALL_LOST);

    TimeSlot later = Clinic.slot(3, 14);
    google.doctor(CALENDAR).move(DerivedEventId.of(id), later.start(), later.end());

    await("the appointment moves", () -> clinic.appointment(id).slot().equals(later));
  }

  @Test
  void lostReply_afterTheInsert_isAdopted() {
    connect(CalendarPolicy.STANDARD);
    google.fault(
        CallFault.next(1, ApiMethod.EVENTS_INSERT, new CallFault.Kind.LoseReply()));

    UUID id = bookedInGoogle(Clinic.slot(3, 9));

    assertThat(google.doctor(CALENDAR).events()).hasSize(1);
    assertThat(clinic.appointment(id).version()).isEqualTo(1);
  }

  @Test
  void revokedAccess_asksForTheDoctorOnce_andStopsAsking() {
    connect(CalendarPolicy.STANDARD);
    google.revokeAccess(CALENDAR);
    wakes.appointmentsChanged(clinic.book(Clinic.slot(3, 9)).calendarsToWake());

    await("a reconnect is asked for", () -> view().state() == CalendarState.RECONNECT_NEEDED);
    assertThat(clinic.eventTypes().stream().filter("calendar.reconnect_needed"::equals))
        .hasSize(1);

    connect(CalendarPolicy.STANDARD);
    await("the appointment is written at last", () -> view().waitingWrites() == 0);
    assertThat(google.doctor(CALENDAR).events()).hasSize(1);
  }

  @Test
  void noPushOffered_isPolled() {
    google.pushSupported(CALENDAR, false);
    calendar = clinic.connect(CALENDAR, google.grant(CALENDAR), CalendarPolicy.STANDARD);
    wakes.wakeNow(calendar);
    await("the calendar is polled", () -> view().state() == CalendarState.POLL_ONLY);
    await("the first pull is done", () -> view().lastSyncAt() != null);
    assertThat(view().lastError()).isNull();
  }

  @Test
  void disconnect_stopsTheChannel_andEndsTheWorkflow() {
    connect(CalendarPolicy.STANDARD);
    clinic.calendars().disconnect(clinic.id(), calendar);
    wakes.wakeNow(calendar);
    await("the channel is stopped", () -> google.channels(CALENDAR).isEmpty());
    await("the permission is forgotten", () -> !hasToken());
    assertThat(view().state()).isEqualTo(CalendarState.DISCONNECTED);
  }

  private boolean hasToken() {
    return clinic
        .dsl()
        .fetchExists(
            Tables.CALENDAR,
            Tables.CALENDAR
                .ID
                .eq(calendar)
                .and(Tables.CALENDAR.REFRESH_TOKEN_CIPHERTEXT.isNotNull()));
  }

  @Test
  void channel_isRenewedBeforeItEnds_andTheFormerIsStopped() {
    google.longestChannelLife(Duration.ofSeconds(8));
    connect(CalendarPolicy.STANDARD);
    String first = onlyChannel();
    await(
        "another channel has taken over",
        () ->
            google.channels(CALENDAR).size() == 1
                && !google.channels(CALENDAR).getFirst().id().equals(first));
    google.longestChannelLife(Duration.ofDays(7));

    UUID id = bookedInGoogle(Clinic.slot(3, 9));
    TimeSlot later = Clinic.slot(3, 14);
    google.doctor(CALENDAR).move(DerivedEventId.of(id), later.start(), later.end());
    await("the appointment moves", () -> clinic.appointment(id).slot().equals(later));
  }

  private String onlyChannel() {
    await("a channel is open", () -> !google.channels(CALENDAR).isEmpty());
    return google.channels(CALENDAR).getFirst().id();
  }

  @Test
  void watchRefusedForAWhile_isPolledMeanwhile() {
    google.fault(
        CallFault.next(
            1, ApiMethod.EVENTS_WATCH, new CallFault.Kind.Failure(403, "forbidden", null)));
    work(POLL);
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));

    TimeSlot later = Clinic.slot(3, 14);
    google.doctor(CALENDAR).move(DerivedEventId.of(id), later.start(), later.end());

    await("the appointment moves", () -> clinic.appointment(id).slot().equals(later));
    assertThat(view().channelExpiresAt()).isNull();
  }

  @Test
  void anotherDoctor_movesTheEventBetweenTwoCalendars() {
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));
    google.addAccount("eva@clinic.example");
    UUID second =
        clinic.connect(
            "18",
            "eva@clinic.example",
            google.grant("eva@clinic.example"),
            CalendarPolicy.STANDARD);
    wakes.wakeNow(second);

    wakes.appointmentsChanged(
        clinic
            .appointments()
            .update(id, clinic.wanted("18", Clinic.slot(3, 9)))
            .calendarsToWake());

    await("it left the first calendar", () -> absent(id));
    await(
        "it is in the second",
        () -> google.doctor("eva@clinic.example").events().size() == 1);
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(clinic.eventTypes()).doesNotContain("appointment.cancelled");
  }

  @Test
  void googleInTrouble_isTriedAgain_andNothingIsLost() {
    connect(CalendarPolicy.STANDARD);
    google.fault(CallFault.next(2, ApiMethod.EVENTS_INSERT, new CallFault.Kind.Html(502)));
    google.fault(
        CallFault.next(
            1, ApiMethod.EVENTS_LIST, new CallFault.Kind.Failure(429, "rateLimitExceeded", "1")));

    UUID id = bookedInGoogle(Clinic.slot(3, 9));
    TimeSlot later = Clinic.slot(3, 14);
    google.doctor(CALENDAR).move(DerivedEventId.of(id), later.start(), later.end());

    await("the appointment moves", () -> clinic.appointment(id).slot().equals(later));
    await("the trouble is over", () -> view().lastError() == null);
  }

  @Test
  void expiredAccessToken_isRefreshedOnce() {
    connect(CalendarPolicy.STANDARD);
    google.expireAccessTokens();
    bookedInGoogle(Clinic.slot(3, 9));
    assertThat(view().state()).isEqualTo(CalendarState.CONNECTED);
  }

  @Test
  void oneEventThatGoogleRefuses_doesNotHoldUpTheOthers() {
    connect(CalendarPolicy.STANDARD);
    google.fault(
        CallFault.next(
            1,
            ApiMethod.EVENTS_INSERT,
            new CallFault.Kind.Failure(403, "forbiddenForNonOrganizer", null)));
    wakes.appointmentsChanged(clinic.book(Clinic.slot(3, 9)).calendarsToWake());
    await("the refusal is known", () -> view().waitingWrites() == 0);
    bookedInGoogle(Clinic.slot(4, 9));
    assertThat(google.doctor(CALENDAR).events()).hasSize(1);
    assertThat(view().state()).isEqualTo(CalendarState.CONNECTED);
  }

  @Test
  void doctorsOwnNotes_surviveOurMove() {
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));
    google
        .doctor(CALENDAR)
        .edit(DerivedEventId.of(id), "{\"description\":\"bring the x-ray\",\"colorId\":\"7\"}");
    await("no push is waiting", () -> view().unseenPushes() == 0);

    wakes.appointmentsChanged(
        clinic.appointments().update(id, clinic.wanted(Clinic.slot(3, 12))).calendarsToWake());

    await("the event moves", () -> shownAt(id, Clinic.slot(3, 12)));
    assertThat(google.doctor(CALENDAR).event(DerivedEventId.of(id)).toString())
        .contains("bring the x-ray")
        .contains("\"colorId\":\"7\"");
  }

  @Test
  void restoredEvent_ofACancelledAppointment_takesTheDoctorsTime() {
    connect(CalendarPolicy.STANDARD);
    UUID id = bookedInGoogle(Clinic.slot(3, 9));
    google.doctor(CALENDAR).delete(DerivedEventId.of(id));
    await(
        "the appointment is cancelled",
        () -> clinic.appointment(id).status() == AppointmentStatus.CANCELLED);

    google.doctor(CALENDAR).restore(DerivedEventId.of(id));

    await("the time is taken", () -> isRefused(Clinic.slot(3, 9)));
    assertThat(clinic.appointment(id).status()).isEqualTo(AppointmentStatus.CANCELLED);
  }

  @Test
  void relay_startsWhatTemporalLost() {
    connect(CalendarPolicy.STANDARD);
    await("the calendar is at rest", () -> view().unseenPushes() == 0);
    client
        .newUntypedWorkflowStub(CalendarWorkflow.workflowId(calendar))
        .terminate("as if Temporal had been wiped");
    UUID id = clinic.book(Clinic.slot(3, 9)).appointment().id();
    assertThat(absent(id)).isTrue();

    CalendarRelay relay = new CalendarRelay(clinic.dsl(), wakes);
    await(
        "the relay notices",
        () -> {
          relay.run();
          return shownAt(id, Clinic.slot(3, 9));
        });
  }

  private static void await(String what, BooleanSupplier condition) {
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
