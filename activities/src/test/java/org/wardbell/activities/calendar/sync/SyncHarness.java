package org.wardbell.activities.calendar.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wardbell.activities.database.generated.Tables.CALENDAR;
import static org.wardbell.activities.database.generated.Tables.LINK;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.appointment.InboundChanges;
import org.wardbell.activities.calendar.Clinic;
import org.wardbell.activities.calendar.google.CalendarPolicy;
import org.wardbell.activities.calendar.google.GoogleCalendar;
import org.wardbell.activities.calendar.google.event.GuestList;
import org.wardbell.activities.calendar.google.event.RemoteEvent;
import org.wardbell.activities.calendar.link.LinkContents;
import org.wardbell.activities.calendar.link.LinkStore;
import org.wardbell.activities.calendar.style.EventStyles;
import org.wardbell.activities.event.WorkflowStarts;
import org.wardbell.activities.temporal.Starters;
import org.wardbell.activities.tracing.Tracing;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.EventContent;
import org.wardbell.workflows.appointment.TimeSlot;

/**
 * A clinic with one connected calendar, and the steps that apply Google's pages to it. A test calls
 * them in the order that two workers, a paused process or a lost reply would cause. Nothing listens
 * at Temporal's address.
 */
public final class SyncHarness implements AutoCloseable {
  static final String REFRESH_TOKEN = "1//token";

  private final WorkflowServiceStubs stubs =
      WorkflowServiceStubs.newServiceStubs(
          WorkflowServiceStubsOptions.newBuilder().setTarget("127.0.0.1:1").build());
  private final WorkflowStarts starts =
      new WorkflowStarts(Starters.unlabelled(WorkflowClient.newInstance(stubs)), Tracing.OFF);
  private final Clinic clinic = new Clinic();
  private final SyncSessions sessions;
  private final LinkContents contents;
  private final PageApplier pages;
  private final UUID calendar;
  private final CalendarPolicy policy;

  public SyncHarness() {
    this(CalendarPolicy.STANDARD);
  }

  SyncHarness(CalendarPolicy policy) {
    this.policy = policy;
    SyncConfiguration beans = new SyncConfiguration();
    contents = beans.linkContents(clinic.encryption());
    sessions = beans.syncSessions(clinic.database(), clinic.encryption(), clinic.events(), starts);
    pages =
        beans.pageApplier(
            sessions,
            beans.syncTokenCommit(
                CalendarSettings.standard(null), beans.calendarEvents(clinic.doctors())),
            new InboundChanges(clinic.doctors(), clinic.encryption()),
            contents);
    calendar = clinic.connect("ada@clinic.example", REFRESH_TOKEN, policy);
  }

  public Clinic clinic() {
    return clinic;
  }

  public UUID calendar() {
    return calendar;
  }

  public SyncSessions sessions() {
    return sessions;
  }

  LinkContents contents() {
    return contents;
  }

  PageApplier pages() {
    return pages;
  }

  /** Returns what applies pages of which one event may be bad. */
  CarefulPages careful() {
    return new CarefulPages(clinic.dsl(), sessions, pages, troubles());
  }

  /** Returns the step that reads from a Google. */
  InboundSync inbound(GoogleCalendar google) {
    return new InboundSync(
        clinic.dsl(), google, sessions, careful(), troubles(), CalendarSettings.standard(null));
  }

  private SyncTroubles troubles() {
    SyncConfiguration beans = new SyncConfiguration();
    return beans.syncTroubles(sessions, beans.calendarEvents(clinic.doctors()));
  }

  /** Takes the next session. */
  public SyncSession take() {
    return sessions.take(calendar).orElseThrow();
  }

  /** Applies a page of changes that is not the last one, in the next session. */
  void applyPage(RemoteEvent... page) {
    pages.applyChanges(take(), List.of(page), null);
  }

  /** Ends a pull that found no changes. */
  public void endPull(SyncSession session, String nextSyncToken) {
    pages.applyChanges(session, List.of(), nextSyncToken);
  }

  static RemoteEvent event(String id, @Nullable String etag, @Nullable TimeSlot slot) {
    return new RemoteEvent(id, false, etag, null, slot, slot, Map.of(), GuestList.EMPTY, Map.of());
  }

  /** Returns what the link keeps of the event's content, as it is sealed. */
  String content(UUID appointment) {
    return clinic
        .dsl()
        .select(LINK.CONTENT_CIPHERTEXT)
        .from(LINK)
        .where(LINK.APPOINTMENT_ID.eq(appointment))
        .fetchSingle(
            row ->
                new String(
                    clinic
                        .encryption()
                        .open(clinic.id(), "link.content", appointment, row.value1()),
                    StandardCharsets.UTF_8));
  }

  /** Returns the id of the appointment's event. */
  String eventId(Appointment appointment) {
    return clinic.eventId(calendar, appointment.id());
  }

  /** Announces a write of the appointment as it is. */
  void writing(DSLContext transaction, Appointment appointment) {
    var link = LinkStore.lock(transaction, calendar, appointment.id());
    contents.writing(transaction, link, contents.read(link), ours(transaction, appointment));
  }

  private EventContent ours(DSLContext transaction, Appointment appointment) {
    return EventStyles.content(
            transaction, appointment.clinicId(), calendar, appointment.doctorId(), policy)
        .of(appointment);
  }

  /** Books an appointment whose event Google has confirmed under this etag. */
  Appointment shown(TimeSlot slot, String etag) {
    Appointment booked = clinic.book(slot).appointment();
    sessions.run(
        take(),
        transaction -> {
          var link = LinkStore.lock(transaction, calendar, booked.id());
          contents.agreed(
              transaction,
              link,
              contents.read(link),
              ours(transaction, booked),
              etag,
              booked.version());
        });
    return booked;
  }

  @Nullable String syncToken() {
    return clinic
        .dsl()
        .select(CALENDAR.SYNC_TOKEN)
        .from(CALENDAR)
        .where(CALENDAR.ID.eq(calendar))
        .fetchOne(CALENDAR.SYNC_TOKEN);
  }

  @Override
  public void close() {
    assertThat(clinic.uncataloguedVariables()).isEmpty();
    clinic.close();
    starts.close();
    stubs.shutdownNow();
  }
}
