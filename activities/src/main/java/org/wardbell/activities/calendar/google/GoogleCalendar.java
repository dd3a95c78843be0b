package org.wardbell.activities.calendar.google;

import com.google.api.client.http.HttpResponse;
import com.google.api.client.http.HttpTransport;
import com.google.api.client.json.gson.GsonFactory;
import com.google.api.client.util.DateTime;
import com.google.api.services.calendar.Calendar;
import com.google.api.services.calendar.CalendarRequest;
import com.google.api.services.calendar.model.Channel;
import com.google.api.services.calendar.model.Event;
import com.google.api.services.calendar.model.Events;
import io.opentelemetry.api.trace.SpanKind;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.calendar.google.event.Conference;
import org.wardbell.activities.calendar.google.event.EventMapper;
import org.wardbell.activities.calendar.google.event.EventPatch;
import org.wardbell.activities.calendar.google.event.EventWriter;
import org.wardbell.activities.calendar.google.event.RemoteEvent;
import org.wardbell.activities.network.OutgoingRoute;
import org.wardbell.activities.tracing.TraceAttributes;
import org.wardbell.activities.tracing.TracedWork;
import org.wardbell.activities.tracing.Tracing;
import org.wardbell.workflows.appointment.Appointment;
import org.wardbell.workflows.appointment.EventContent;
import org.wardbell.workflows.appointment.Rsvp;
import org.wardbell.workflows.appointment.TimeSlot;

/**
 * A client of Google Calendar (API v3). It repeats a request only once, after it refreshed the
 * access token; every other repetition belongs to the caller's retry policy.
 */
public final class GoogleCalendar {
  /**
   * The version of the query below. It goes up when the query changes: sync tokens are bound to it.
   */
  public static final int QUERY_VERSION = 1;

  /** Google's default page; a page is also one transaction. */
  private static final int PAGE = 250;

  /** Google is near everywhere; what takes longer is a way that is cut. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** Google answers a full page within a few seconds, or does not answer at all. */
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(20);

  /** One repetition, for the refresh after a 401; a lasting 401 would use up more. */
  private static final int RETRIES = 1;

  /** With 0, a write may drop the event's video link (guide "Create events"). */
  private static final int CONFERENCE_DATA_VERSION = 1;

  /** The name of a request's span until its method is known. */
  private static final String REQUEST = "GET";

  private final GoogleSettings settings;
  private final HttpTransport transport;
  private final GoogleTokens tokens;
  private final RequestPace pace;

  GoogleCalendar(GoogleSettings settings, OutgoingRoute route) {
    this(
        settings,
        route,
        new RequestBudget(RequestBudget.PER_USER, RequestBudget.PER_PROJECT, System::nanoTime));
  }

  GoogleCalendar(GoogleSettings settings, OutgoingRoute route, RequestBudget budget) {
    this.settings = settings;
    this.transport = GoogleTransport.along(route);
    this.tokens = new GoogleTokens(settings, transport);
    this.pace = new RequestPace(budget);
  }

  /**
   * A channel that Google opened.
   *
   * @param expiresAt the time that counts, even if another was asked for; null if Google did not
   *     say
   */
  public record Watched(String resourceId, @Nullable Instant expiresAt) {}

  /** An event as it is after a write. */
  public record Written(
      String etag,
      @Nullable String icalUid,
      boolean cancelled,
      Conference conference,
      Map<String, Rsvp> answers) {}

  /** Opens a channel, on which Google pushes changes to an address. */
  public Watched watch(
      CalendarAccess access, UUID channelId, String token, String address, Duration life)
      throws GoogleFailure {
    Channel asked =
        new Channel()
            .setId(channelId.toString())
            .setType("web_hook")
            .setAddress(address)
            .setToken(token)
            .setParams(Map.of("ttl", Long.toString(life.toSeconds())));
    Channel granted =
        execute(access, client -> client.events().watch(access.googleCalendarId(), asked));
    Long expiration = granted.getExpiration();
    return new Watched(
        granted.getResourceId(), expiration == null ? null : Instant.ofEpochMilli(expiration));
  }

  /** Stops a channel. */
  public void stop(CalendarAccess access, UUID channelId, String resourceId) throws GoogleFailure {
    Channel channel = new Channel().setId(channelId.toString()).setResourceId(resourceId);
    execute(access, client -> client.channels().stop(channel));
  }

  /** Returns a page of the events that changed since the token. */
  public RemotePage changes(CalendarAccess access, String syncToken, @Nullable String pageToken)
      throws GoogleFailure {
    return page(access, client -> list(client, access, pageToken).setSyncToken(syncToken));
  }

  /** Returns a page of all events in a window; it has no tombstones. */
  public RemotePage window(CalendarAccess access, TimeSlot window, @Nullable String pageToken)
      throws GoogleFailure {
    return page(
        access,
        client ->
            list(client, access, pageToken)
                .setTimeMin(utc(window.start()))
                .setTimeMax(utc(window.end())));
  }

  /** Returns one event, in any state. */
  public RemoteEvent get(CalendarAccess access, String eventId) throws GoogleFailure {
    Event event =
        execute(access, client -> client.events().get(access.googleCalendarId(), eventId));
    return EventMapper.read(event, ZoneOffset.UTC);
  }

  /**
   * Creates the appointment's event under an id.
   *
   * @param mail the guests who hear of it by mail
   */
  public Written insert(
      CalendarAccess access,
      String eventId,
      Appointment appointment,
      EventContent content,
      boolean meet,
      SendUpdates mail)
      throws GoogleFailure {
    Event event = EventWriter.insert(eventId, appointment, content, meet);
    return written(
        execute(
            access,
            client ->
                client
                    .events()
                    .insert(access.googleCalendarId(), event)
                    .setConferenceDataVersion(CONFERENCE_DATA_VERSION)
                    .setSendUpdates(mail.word())));
  }

  /**
   * Changes fields of the event; everything else in it stays.
   *
   * @param etag the version that the change was decided on: if the event has another one by now,
   *     this fails with the meaning CHANGED. Null for any version
   * @param mail the guests who hear of it by mail
   */
  public Written patch(
      CalendarAccess access,
      String eventId,
      @Nullable String etag,
      EventPatch patch,
      SendUpdates mail)
      throws GoogleFailure {
    return patch(access, eventId, etag, EventWriter.patch(patch), mail);
  }

  /**
   * Takes everything that may speak of a patient out of the event, in that version.
   *
   * @param mail the guests who hear by mail that they are not invited any more
   */
  public Written empty(
      CalendarAccess access, String eventId, @Nullable String etag, SendUpdates mail)
      throws GoogleFailure {
    return patch(access, eventId, etag, EventWriter.emptied(), mail);
  }

  /**
   * Deletes the event, in that version.
   *
   * @param mail the guests who hear of it by mail
   */
  public void delete(CalendarAccess access, String eventId, @Nullable String etag, SendUpdates mail)
      throws GoogleFailure {
    execute(
        access,
        client ->
            ifMatch(
                client
                    .events()
                    .delete(access.googleCalendarId(), eventId)
                    .setSendUpdates(mail.word()),
                etag));
  }

  private Written patch(
      CalendarAccess access, String eventId, @Nullable String etag, Event fields, SendUpdates mail)
      throws GoogleFailure {
    return written(
        execute(
            access,
            client ->
                ifMatch(
                    client
                        .events()
                        .patch(access.googleCalendarId(), eventId, fields)
                        .setConferenceDataVersion(CONFERENCE_DATA_VERSION)
                        .setSendUpdates(mail.word()),
                    etag)));
  }

  private static <T> CalendarRequest<T> ifMatch(CalendarRequest<T> request, @Nullable String etag) {
    if (etag != null) {
      request.getRequestHeaders().setIfMatch(etag);
    }
    return request;
  }

  private static Written written(Event event) {
    return new Written(
        event.getEtag(),
        event.getICalUID(),
        "cancelled".equals(event.getStatus()),
        EventMapper.conference(event),
        EventMapper.answers(event));
  }

  /** Returns a list request. Each page repeats these parameters, or Google refuses its token. */
  private static Calendar.Events.List list(
      Calendar client, CalendarAccess access, @Nullable String pageToken) throws IOException {
    return client
        .events()
        .list(access.googleCalendarId())
        .setSingleEvents(true)
        .setMaxResults(PAGE)
        .setPageToken(pageToken);
  }

  /** Asks whether the calendar is there, and may be read; the answer itself is of no interest. */
  public void probe(CalendarAccess access) throws GoogleFailure {
    page(access, client -> client.events().list(access.googleCalendarId()).setMaxResults(1));
  }

  /** Reads a page as JSON and not as the client's own type, which fails as a whole. */
  private RemotePage page(CalendarAccess access, Request<Events> request) throws GoogleFailure {
    return call(
        access,
        client -> {
          HttpResponse answer = request.on(client).executeUnparsed();
          try {
            return PageReader.read(answer.getContent());
          } finally {
            answer.disconnect();
          }
        });
  }

  private static DateTime utc(Instant instant) {
    return new DateTime(instant.toEpochMilli(), 0);
  }

  /** One request, to be made with a client that is authorized for the calendar. */
  private interface Request<T> {
    CalendarRequest<T> on(Calendar client) throws IOException;
  }

  private <T> T execute(CalendarAccess access, Request<T> request) throws GoogleFailure {
    return call(access, client -> request.on(client).execute());
  }

  /** A use of a client that is authorized for the calendar. */
  private interface Call<T> {
    T with(Calendar client) throws IOException;
  }

  private <T> T call(CalendarAccess access, Call<T> call) throws GoogleFailure {
    pace.keep(access.permission());
    try (TracedWork traced = Tracing.part(REQUEST, SpanKind.CLIENT)) {
      traced.with(TraceAttributes.HOST, settings.rootUrl().getHost());
      return call(access, call, traced);
    }
  }

  /** Adds the method and the status to a request's span, and nothing else of it. */
  private static void tell(TracedWork traced, HttpResponse answer) {
    traced
        .named(answer.getRequest().getRequestMethod())
        .with(TraceAttributes.METHOD, answer.getRequest().getRequestMethod())
        .with(TraceAttributes.STATUS, answer.getStatusCode());
  }

  private <T> T call(CalendarAccess access, Call<T> call, TracedWork traced) throws GoogleFailure {
    SharedAccessToken signer = tokens.of(access);
    Calendar client =
        new Calendar.Builder(
                transport,
                GsonFactory.getDefaultInstance(),
                http -> {
                  signer.initialize(http);
                  http.setNumberOfRetries(RETRIES);
                  http.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
                  http.setReadTimeout((int) READ_TIMEOUT.toMillis());
                  http.setResponseInterceptor(answer -> tell(traced, answer));
                })
            .setRootUrl(settings.rootUrl().toString())
            .setApplicationName("Wardbell")
            .build();
    try {
      return call.with(client);
    } catch (IOException failure) {
      GoogleFailure meant = GoogleFailures.of(failure);
      traced.failed(meant.code());
      throw meant;
    } catch (IllegalArgumentException unreadable) {
      // The client throws this for JSON it cannot read, for instance a time that is none.
      throw new GoogleFailure(GoogleFailure.Meaning.UNREADABLE, "google_unreadable", null);
    }
  }
}
