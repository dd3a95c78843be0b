package org.wardbell.activities.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wardbell.activities.database.generated.Tables.BUSY_TIME;
import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.CHANNEL;
import static org.wardbell.activities.database.generated.Tables.LINK;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.wardbell.activities.appointment.InboundChanges;
import org.wardbell.activities.calendar.channel.ChannelState;
import org.wardbell.activities.calendar.channel.ChannelStore;
import org.wardbell.activities.calendar.channel.PushReceipt;
import org.wardbell.activities.calendar.channel.PushReceipt.Forged;
import org.wardbell.activities.calendar.channel.PushReceipt.Greeting;
import org.wardbell.activities.calendar.channel.PushReceipt.Known;
import org.wardbell.activities.calendar.channel.PushReceipt.Signal;
import org.wardbell.activities.calendar.channel.PushStore;
import org.wardbell.activities.calendar.google.CalendarAccess;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.google.RemoteEvent;
import org.wardbell.activities.calendar.sync.CalendarEvents;
import org.wardbell.activities.calendar.sync.CalendarSettings;
import org.wardbell.activities.calendar.sync.LinkStore;
import org.wardbell.activities.calendar.sync.PageApplier;
import org.wardbell.activities.calendar.sync.StaleSessionException;
import org.wardbell.activities.calendar.sync.SyncSession;
import org.wardbell.activities.calendar.sync.SyncSessions;
import org.wardbell.activities.calendar.sync.SyncTokenCommit;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.temporal.WorkflowStarter;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.AppointmentStatus;
import org.wardbell.workflows.appointment.TimeSlot;
import org.wardbell.workflows.calendar.CalendarState;
import org.wardbell.workflows.calendar.DerivedEventId;
import org.wardbell.workflows.calendar.LinkState;

/**
 * Forces interleavings that two workers, a paused process or a lost reply would make; nothing
 * listens.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SyncSessionRacesTest {
  private WorkflowServiceStubs stubs;
  private WorkflowStarts starts;
  private Clinic clinic;
  private SyncSessions sessions;
  private PageApplier pages;
  private ChannelStore channels;
  private PushStore pushes;
  private UUID calendar;

  @BeforeAll
  void connectToNothing() {
    stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());
    starts = new WorkflowStarts(new WorkflowStarter(WorkflowClient.newInstance(stubs)));
  }

  @AfterAll
  void disconnect() {
    starts.close();
    stubs.shutdownNow();
  }

  @BeforeEach
  void start() {
    clinic = new Clinic();
    sessions = new SyncSessions(clinic.dsl(), clinic.encryption());
    CalendarSettings settings = CalendarSettings.standard(null);
    pages =
        new PageApplier(
            sessions,
            new SyncTokenCommit(settings, new CalendarEvents(clinic.doctors())),
            new InboundChanges(clinic.doctors(), clinic.encryption()),
            clinic.events(),
            starts);
    channels = new ChannelStore(clinic.dsl());
    pushes = new PushStore(clinic.dsl());
    calendar = clinic.connect("ada@clinic.example", "1//token", CalendarPolicy.STANDARD);
  }

  @AfterEach
  void stop() {
    assertThat(clinic.uncataloguedVariables()).isEmpty();
    clinic.close();
  }

  private SyncSession take() {
    return sessions.take(calendar).orElseThrow();
  }

  private static RemoteEvent event(String id, @Nullable String etag, @Nullable TimeSlot slot) {
    return new RemoteEvent(id, false, etag, null, slot, slot, Map.of());
  }

  /** An appointment whose event Google has confirmed under this etag. */
  private Appointment shown(TimeSlot slot, String etag) {
    Appointment booked = clinic.book(slot).appointment();
    sessions.run(
        take(),
        transaction -> {
          var link = LinkStore.lock(transaction, calendar, booked.id());
          LinkStore.agreed(transaction, link, slot, etag, booked.version());
        });
    return booked;
  }

  private @Nullable String syncToken() {
    return clinic
        .dsl()
        .select(CALENDAR.SYNC_TOKEN)
        .from(CALENDAR)
        .where(CALENDAR.ID.eq(calendar))
        .fetchOne(CALENDAR.SYNC_TOKEN);
  }

  @Test
  void stalePull_thatWakesUp_writesNothing() {
    Appointment booked = shown(Clinic.slot(3, 9), "e1");
    SyncSession stale = take();
    SyncSession current = take();
    int events = clinic.eventTypes().size();

    RemoteEvent moved = event(DerivedEventId.of(booked.id()), "e2", Clinic.slot(3, 14));
    assertThatThrownBy(() -> pages.changes(stale, List.of(moved), "stale token"))
        .isInstanceOf(StaleSessionException.class);

    assertThat(clinic.appointment(booked.id()).slot()).isEqualTo(Clinic.slot(3, 9));
    assertThat(syncToken()).isNull();
    assertThat(clinic.eventTypes()).hasSize(events);
    pages.changes(current, List.of(moved), "token");
    assertThat(syncToken()).isEqualTo("token");
  }

  @Test
  void reconnect_makesEveryRunningTurnStale() {
    SyncSession before = take();
    clinic.connect("ada@clinic.example", "1//other", CalendarPolicy.STANDARD);
    assertThatThrownBy(() -> pages.changes(before, List.of(), "token"))
        .isInstanceOf(StaleSessionException.class);
  }

  @Test
  void samePage_twice_isAppliedOnce() {
    Appointment booked = shown(Clinic.slot(3, 9), "e1");
    RemoteEvent moved = event(DerivedEventId.of(booked.id()), "e2", Clinic.slot(3, 14));
    pages.changes(take(), List.of(moved), null);
    int events = clinic.eventTypes().size();

    pages.changes(take(), List.of(moved), "token");

    assertThat(clinic.appointment(booked.id()).version()).isEqualTo(2);
    // The first end of a pull also tells that the calendar is connected.
    assertThat(clinic.eventTypes().subList(events, clinic.eventTypes().size()))
        .containsExactly("calendar.connected");
  }

  @Test
  void putBack_seenTwiceBeforeItIsWritten_isToldOnce() {
    shown(Clinic.slot(3, 9), "e1");
    Appointment second = shown(Clinic.slot(3, 11), "f1");
    RemoteEvent taken = event(DerivedEventId.of(second.id()), "f2", Clinic.slot(3, 9));
    pages.changes(take(), List.of(taken), null);
    pages.changes(take(), List.of(taken), null);

    assertThat(clinic.eventTypes().stream().filter("calendar.conflict_reverted"::equals))
        .hasSize(1);
    assertThat(LinkStore.due(clinic.dsl(), calendar, 10)).containsExactly(second.id());
  }

  @Test
  void echo_beforeTheWritesAnswerIsStored_changesNothing() {
    Appointment booked = clinic.book(Clinic.slot(3, 9)).appointment();
    sessions.run(
        take(),
        transaction ->
            LinkStore.writing(
                transaction, LinkStore.lock(transaction, calendar, booked.id()), booked.slot()));
    int events = clinic.eventTypes().size();

    pages.changes(
        take(), List.of(event(DerivedEventId.of(booked.id()), "e1", booked.slot())), null);

    assertThat(clinic.appointment(booked.id())).isEqualTo(booked);
    assertThat(clinic.eventTypes()).hasSize(events);
    assertThat(LinkStore.due(clinic.dsl(), calendar, 10)).containsExactly(booked.id());
  }

  @Test
  void echoOfAnOlderWrite_whileOursHasMovedOn_isNotTakenForTheDoctors() {
    Appointment booked = clinic.book(Clinic.slot(3, 9)).appointment();
    sessions.run(
        take(),
        transaction ->
            LinkStore.writing(
                transaction, LinkStore.lock(transaction, calendar, booked.id()), booked.slot()));
    clinic.appointments().update(booked.id(), clinic.wanted(Clinic.slot(3, 12)));
    int events = clinic.eventTypes().size();

    pages.changes(
        take(), List.of(event(DerivedEventId.of(booked.id()), "e1", booked.slot())), null);

    assertThat(clinic.appointment(booked.id()).slot()).isEqualTo(Clinic.slot(3, 12));
    assertThat(clinic.eventTypes()).hasSize(events);
  }

  @Test
  void movedOnBothSides_staysAsTheClinicHasIt() {
    Appointment booked = shown(Clinic.slot(3, 9), "e1");
    clinic.appointments().update(booked.id(), clinic.wanted(Clinic.slot(3, 12)));

    pages.changes(
        take(), List.of(event(DerivedEventId.of(booked.id()), "e2", Clinic.slot(3, 15))), null);

    assertThat(clinic.appointment(booked.id()).slot()).isEqualTo(Clinic.slot(3, 12));
    assertThat(clinic.eventData("calendar.conflict_reverted")).contains("CHANGED_HERE");
  }

  @Test
  void tombstone_ofAnEventThatWeDeleted_isNotTheDoctors() {
    Appointment booked = shown(Clinic.slot(3, 9), "e1");
    clinic.appointments().cancel(clinic.id(), booked.id());
    sessions.run(
        take(),
        transaction ->
            LinkStore.gone(
                transaction,
                LinkStore.lock(transaction, calendar, booked.id()),
                LinkState.REMOVED,
                2));
    int events = clinic.eventTypes().size();

    pages.changes(take(), List.of(RemoteEvent.tombstone(DerivedEventId.of(booked.id()))), null);

    assertThat(clinic.eventTypes()).hasSize(events);
    assertThat(LinkStore.due(clinic.dsl(), calendar, 10)).isEmpty();
  }

  @Test
  void busyTime_movedAwayInTheSamePage_makesRoomForTheAppointment() {
    Appointment booked = shown(Clinic.slot(3, 9), "e1");
    pages.changes(take(), List.of(event("dentist", "d1", Clinic.slot(3, 14))), null);

    pages.changes(
        take(),
        List.of(
            event(DerivedEventId.of(booked.id()), "e2", Clinic.slot(3, 14)),
            event("dentist", "d2", Clinic.slot(5, 8))),
        null);

    assertThat(clinic.appointment(booked.id()).slot()).isEqualTo(Clinic.slot(3, 14));
  }

  @Test
  void foreignEvent_isKeptAsTimeOnly_andGoesWithItsTombstone() {
    pages.changes(take(), List.of(event("dentist", "d1", Clinic.slot(3, 14))), null);
    assertThat(clinic.dsl().fetchCount(BUSY_TIME)).isEqualTo(1);
    pages.changes(take(), List.of(RemoteEvent.tombstone("dentist")), null);
    assertThat(clinic.dsl().fetchCount(BUSY_TIME)).isZero();
  }

  @Test
  void fullPass_thatDoesNotEnd_sweepsNothing_andOneThatEndsSweeps() {
    pages.changes(take(), List.of(event("gone", "g1", Clinic.slot(3, 14))), null);
    SyncSession interrupted = take();
    pages.window(interrupted, List.of(event("there", "t1", Clinic.slot(4, 14))));
    assertThat(clinic.dsl().fetchCount(BUSY_TIME)).isEqualTo(2);

    SyncSession complete = take();
    pages.window(complete, List.of(event("there", "t1", Clinic.slot(4, 14))));
    pages.endOfWindow(complete, "token");
    assertThat(clinic.dsl().fetchCount(BUSY_TIME)).isEqualTo(1);
    assertThat(syncToken()).isEqualTo("token");
  }

  @Test
  void appointmentOfAClosedDay_deletedInGoogle_isLeftAlone() {
    Appointment booked = shown(Clinic.slot(3, 9), "e1");
    clinic.appointments().cancel(clinic.id(), booked.id());
    int events = clinic.eventTypes().size();

    pages.changes(take(), List.of(RemoteEvent.tombstone(DerivedEventId.of(booked.id()))), null);

    assertThat(clinic.appointment(booked.id()).status()).isEqualTo(AppointmentStatus.CANCELLED);
    assertThat(clinic.eventTypes()).hasSize(events);
  }

  @Test
  void push_midPull_isNotCoveredByThatPull() {
    Channel channel = activeChannel();
    push(channel);
    SyncSession pulling = take();
    push(channel);

    pages.changes(pulling, List.of(), "token");

    assertThat(clinic.calendars().find(calendar).orElseThrow().unseenPushes()).isEqualTo(1);
  }

  @Test
  void pushes_signalOnlyUntilASignalIsAcknowledged_andAgainOnceItIsHandled() {
    Channel channel = activeChannel();
    pages.changes(take(), List.of(), "t0");
    assertThat(push(channel)).isInstanceOf(Signal.class);
    Signal signal = (Signal) push(channel);
    pushes.signalled(signal);
    assertThat(push(channel)).isInstanceOf(Known.class);

    pages.changes(take(), List.of(), "t1");
    assertThat(push(channel)).isInstanceOf(Signal.class);
  }

  @Test
  void pushes_fromManyThreads_areAllCounted() throws Exception {
    Channel channel = activeChannel();
    pages.changes(take(), List.of(), "t0");
    List<Callable<PushReceipt>> burst = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      burst.add(() -> push(channel));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      threads.invokeAll(burst).forEach(done -> assertThat(done.isDone()).isTrue());
    }
    assertThat(clinic.calendars().find(calendar).orElseThrow().unseenPushes()).isEqualTo(100);
  }

  @Test
  void push_doesNotWaitForAPullThatHoldsTheCalendar() throws Exception {
    Channel channel = activeChannel();
    SyncSession pulling = take();
    try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
      sessions.run(
          pulling,
          transaction -> {
            try {
              assertThat(
                      thread
                          .submit(() -> push(channel))
                          .get(3, java.util.concurrent.TimeUnit.SECONDS))
                  .isInstanceOf(Signal.class);
            } catch (Exception waited) {
              throw new AssertionError("the push waited for the pull", waited);
            }
          });
    }
  }

  @Test
  void greeting_beforeTheWatchAnswer_tellsTheResource_andActivationKeepsIt() {
    ChannelStore.Requested requested =
        sessions.call(take(), transaction -> channels.request(transaction, take(transaction)));
    assertThat(pushes.receive(requested.id().toString(), requested.token(), "r", "sync"))
        .isInstanceOf(Greeting.class);
    assertThat(pushes.receive(requested.id().toString(), "guess", "r", "sync"))
        .isInstanceOf(Forged.class);
    assertThat(pushes.receive(requested.id().toString(), requested.token(), "other", "sync"))
        .isInstanceOf(Forged.class);
  }

  /** The session as its row is, for a transaction that already holds it. */
  private SyncSession take(DSLContext transaction) {
    return new SyncSession(
        clinic.id(),
        UUID.randomUUID(),
        new CalendarAccess(calendar, "ada@clinic.example", "t"),
        CalendarPolicy.STANDARD,
        0,
        null,
        0,
        0);
  }

  @Test
  void interruptedWatch_leavesItsChannelToBeStopped_andOneIsActive() {
    Channel orphan = requestedChannel();
    Channel active = activeChannel();

    assertThat(channels.superseded(calendar))
        .extracting(ChannelStore.ToStop::id)
        .containsExactly(orphan.id());
    assertThat(channels.superseded(calendar).getFirst().resourceId()).isEqualTo("resource");
    assertThat(clinic.dsl().fetchCount(CHANNEL, CHANNEL.STATE.eq(ChannelState.ACTIVE.name())))
        .isEqualTo(1);
    assertThat(active.id()).isNotEqualTo(orphan.id());
  }

  @Test
  void disconnect_whileATurnIsHeld_endsIt() {
    SyncSession session = take();
    clinic.calendars().disconnect(clinic.id(), calendar);
    assertThatThrownBy(() -> pages.changes(session, List.of(), "token"))
        .isInstanceOf(StaleSessionException.class);
    assertThat(sessions.take(calendar)).isEmpty();
    assertThat(clinic.calendars().find(calendar).orElseThrow().state())
        .isEqualTo(CalendarState.DISCONNECTED);
  }

  @Test
  void link_ofOneAppointment_isOneRowHoweverOftenItIsMarked() {
    Appointment booked = clinic.book(Clinic.slot(3, 9)).appointment();
    clinic.appointments().update(booked.id(), clinic.wanted(Clinic.slot(3, 10)));
    clinic.connect("ada@clinic.example", "1//token", CalendarPolicy.STANDARD);
    assertThat(clinic.dsl().fetchCount(LINK)).isEqualTo(1);
  }

  private record Channel(UUID id, String token) {}

  private Channel requestedChannel() {
    SyncSession session = take();
    ChannelStore.Requested requested =
        sessions.call(session, transaction -> channels.request(transaction, session));
    return new Channel(requested.id(), requested.token());
  }

  private Channel activeChannel() {
    Channel channel = requestedChannel();
    SyncSession session = take();
    sessions.run(
        session,
        transaction ->
            channels.activate(
                transaction, session, channel.id(), "resource", null, Duration.ofDays(7)));
    return channel;
  }

  private PushReceipt push(Channel channel) {
    return pushes.receive(channel.id().toString(), channel.token(), "resource", "exists");
  }
}
