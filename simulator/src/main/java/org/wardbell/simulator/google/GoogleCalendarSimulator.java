package org.wardbell.simulator.google;

import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.google.api.ApiCall;
import org.wardbell.simulator.google.api.ApiMethod;
import org.wardbell.simulator.google.api.CalendarApi;
import org.wardbell.simulator.google.api.CalendarRoutes;
import org.wardbell.simulator.google.api.CallFault;
import org.wardbell.simulator.google.api.CallFaults;
import org.wardbell.simulator.google.api.CallLimits;
import org.wardbell.simulator.google.api.CallLog;
import org.wardbell.simulator.google.calendar.Calendars;
import org.wardbell.simulator.google.calendar.EventWrites;
import org.wardbell.simulator.google.calendar.Mails;
import org.wardbell.simulator.google.calendar.MeetLinks;
import org.wardbell.simulator.google.calendar.Role;
import org.wardbell.simulator.google.calendar.StoredCalendar;
import org.wardbell.simulator.google.list.EventList;
import org.wardbell.simulator.google.list.ListSwitches;
import org.wardbell.simulator.google.oauth.Accounts;
import org.wardbell.simulator.google.oauth.ConsentRoutes;
import org.wardbell.simulator.google.oauth.OAuthClient;
import org.wardbell.simulator.google.oauth.Scopes;
import org.wardbell.simulator.google.oauth.ServiceAccounts;
import org.wardbell.simulator.google.oauth.TokenRoutes;
import org.wardbell.simulator.google.push.Channel;
import org.wardbell.simulator.google.push.Channels;
import org.wardbell.simulator.google.push.Push;
import org.wardbell.simulator.google.push.PushFaults;
import org.wardbell.simulator.google.push.Pushes;
import org.wardbell.simulator.http.Connection;
import org.wardbell.simulator.http.LoopbackServer;
import org.wardbell.simulator.http.PortArgument;
import org.wardbell.simulator.http.Request;
import org.wardbell.simulator.http.Response;

/**
 * A stand-in for Google Calendar v3 on 127.0.0.1: give a client {@link #rootUrl()} and {@link
 * #tokenUrl()} in place of Google's. It keeps calendars and events, answers incremental sync, posts
 * real pushes, issues tokens, and misbehaves on order. Nothing is kept over a restart.
 *
 * <p>A person looks at {@code /}; other processes act through {@code /_control/}.
 */
public final class GoogleCalendarSimulator implements AutoCloseable {

  /** The id of the OAuth client that is there from the start. */
  public static final String CLIENT_ID = "client";

  /** The secret of that client. */
  public static final String CLIENT_SECRET = "secret";

  private final Accounts accounts = new Accounts();
  private final ServiceAccounts serviceAccounts = new ServiceAccounts(accounts);
  private final ConsentRoutes consent = new ConsentRoutes(accounts);
  private final Calendars calendars = new Calendars();
  private final Channels channels = new Channels();
  private final Pushes pushes = new Pushes();
  private final CallFaults faults = new CallFaults();
  private final CallLimits limits = new CallLimits();
  private final CallLog log = new CallLog();
  private final ListSwitches lists = new ListSwitches();
  private final MeetLinks meetLinks = new MeetLinks();
  private final Mails mails = new Mails(calendars);
  private final EventWrites writes = new EventWrites(this::push, meetLinks, calendars, mails);
  private final CalendarRoutes routes;
  private final ControlRoutes control = new ControlRoutes(this);
  private final LoopbackServer server;

  private GoogleCalendarSimulator(int port) throws IOException {
    CalendarApi api =
        new CalendarApi(calendars, new EventList(lists), writes, channels, pushes, limits);
    routes =
        new CalendarRoutes(api, new TokenRoutes(accounts, serviceAccounts), accounts, faults, log);
    accounts.register(new OAuthClient(CLIENT_ID, CLIENT_SECRET, Set.of()));
    server = LoopbackServer.start(port, this::handle);
  }

  /**
   * Starts without any account.
   *
   * @param port 1 to 65535, or 0 for any free port
   * @throws IOException when the port is taken
   */
  public static GoogleCalendarSimulator start(int port) throws IOException {
    return new GoogleCalendarSimulator(port);
  }

  /** Returns {@code http://127.0.0.1:<port>}, without a slash at the end. */
  public String url() {
    return server.url();
  }

  /**
   * Returns the address in place of {@code https://www.googleapis.com/}, with a slash at the end.
   */
  public String rootUrl() {
    return server.url() + "/";
  }

  /** Returns the address in place of {@code https://oauth2.googleapis.com/token}. */
  public String tokenUrl() {
    return server.url() + "/token";
  }

  /** Returns the address in place of {@code https://accounts.google.com/o/oauth2/v2/auth}. */
  public String authorizationUrl() {
    return server.url() + ConsentRoutes.PATH;
  }

  /** Registers an OAuth client, with the addresses to which browsers may be sent back. */
  public void registerClient(String id, String secret, String... redirectUris) {
    accounts.register(new OAuthClient(id, secret, Set.of(redirectUris)));
  }

  /**
   * Makes a service account to which the domain delegated events and lists of calendars of each
   * account, and returns its key file.
   */
  public String addServiceAccount(String email) {
    return serviceAccounts.add(
        email, Set.of(Scopes.CALENDAR_EVENTS, Scopes.CALENDAR_READONLY), tokenUrl());
  }

  /** Takes the delegation of a service account back: its tokens answer unauthorized_client. */
  public void undelegate(String serviceAccount) {
    serviceAccounts.undelegate(serviceAccount);
  }

  /** Returns the number of an account, as ID tokens tell it. */
  public String subject(String email) {
    return accounts.subject(email);
  }

  /** Sets the life of authorization codes issued from now on; 10 minutes at first. */
  public void codeLife(Duration life) {
    accounts.codeLife(life);
  }

  /** Makes an account with its primary calendar, whose id is the address, in Europe/Berlin. */
  public void addAccount(String email) {
    addAccount(email, ZoneId.of("Europe/Berlin"));
  }

  /** Makes an account with its primary calendar, whose id is the address, in a time zone. */
  public void addAccount(String email, ZoneId zone) {
    calendars.add(email, email, zone);
    accounts.add(email);
  }

  /** Makes another calendar that the account owns. */
  public void addCalendar(String calendarId, String owner, ZoneId zone) {
    calendars.add(calendarId, owner, zone);
  }

  /** Changes a calendar's time zone: its whole days begin at other moments, and nobody is told. */
  public void changeZone(String calendarId, ZoneId zone) {
    calendars.get(calendarId).setZone(zone);
  }

  /** Shares a calendar with another account; null ends it, and that account then gets 404. */
  public void share(String calendarId, String email, @Nullable Role role) {
    calendars.get(calendarId).share(email, role);
  }

  /**
   * Locks a guest's copy of an event: its title, text, place, times and rule can then not be
   * changed in it, even when guests may modify the event.
   */
  public void lockCopy(String calendarId, String eventId) {
    calendars.get(calendarId).lock(eventId);
  }

  /** Grants an application access to the account and returns the refresh token. */
  public String grant(String email) {
    return accounts.grant(email, null);
  }

  /** Grants access with a refresh token that the caller chooses. */
  public String grant(String email, String refreshToken) {
    return accounts.grant(email, refreshToken);
  }

  /** Returns the code that the consent page would send to the redirect address; good once. */
  public String authorizationCode(String email) {
    return accounts.authorizationCode(email);
  }

  /** Takes the access back, as the person may: tokens answer invalid_grant and 401. */
  public void revokeAccess(String email) {
    accounts.revoke(email);
  }

  /** Lets every access token answer 401 from now on; refresh tokens stay good. */
  public void expireAccessTokens() {
    accounts.expireAccessTokens();
  }

  /** Lets access tokens likewise answer 401, but not those that were issued more lately. */
  public void expireAccessTokens(Duration olderThan) {
    accounts.expireAccessTokens(olderThan);
  }

  /** Sets the life of access tokens issued from now on; 3,599 s at first. */
  public void accessTokenLife(Duration life) {
    accounts.accessTokenLife(life);
  }

  /** Returns the person who owns a calendar. */
  public Doctor doctor(String calendarId) {
    return new Doctor(calendars, calendars.get(calendarId), writes);
  }

  /**
   * Lets every sync token of a calendar answer 410 fullSyncRequired; tombstones leave the lists.
   */
  public void expireSyncTokens(String calendarId) {
    calendars.get(calendarId).expireSyncTokens();
  }

  /** Returns the live channels on a calendar, oldest first. */
  public List<Channel> channels(String calendarId) {
    return channels.of(calendarId);
  }

  /** Lets the channels of a calendar reach their expiration now. */
  public void expireChannels(String calendarId) {
    channels.expire(calendarId);
  }

  /** Silences the channels of a calendar although their expiration is far away. */
  public void dropChannels(String calendarId) {
    channels.drop(calendarId);
  }

  /** Limits the life of channels, regardless of the requested one; 7 days at first. */
  public void longestChannelLife(Duration life) {
    channels.longestLife(life);
  }

  /**
   * Sets whether channels are supported; if not, watch answers 400
   * pushNotSupportedForRequestedResource.
   */
  public void pushSupported(String calendarId, boolean supported) {
    calendars.get(calendarId).pushSupported(supported);
  }

  /** Sets whether every list begins with an empty page that has a next one. */
  public void emptyFirstPages(boolean empty) {
    lists.emptyFirstPages(empty);
  }

  /** Returns the switches for what lists do; where reports differ, the worse is on at first. */
  public ListSwitches lists() {
    return lists;
  }

  /** Lets a write that would bring a deleted event of the calendar back answer 403. */
  public void refuseRestoring(String calendarId, boolean refuses) {
    calendars.get(calendarId).refuseRestoring(refuses);
  }

  /** Lets a write that would bring one event back, once it is deleted, answer 403. */
  public void refuseRestoring(String calendarId, String eventId) {
    calendars.get(calendarId).refuseRestoring(eventId);
  }

  /** Delays Meet links after the write: until then the conference is pending. */
  public void meetLinksAfter(Duration delay) {
    meetLinks.delay(delay);
  }

  /** Lets Google fail to make Meet links from now on, also those that are pending. */
  public void meetLinksFail(boolean fail) {
    meetLinks.fail(fail);
  }

  /** Sets the faults of pushes from now on. */
  public void pushFaults(PushFaults pushFaults) {
    pushes.faults(pushFaults);
  }

  /**
   * Sets how often a push is posted while its receiver answers 500, 502, 503 or 504. Each wait is
   * twice the one before: 8, as at first, last for 25 s, and 20 for a day.
   */
  public void pushTries(int posts) {
    pushes.tries(posts);
  }

  /** Lets a fault wait for its calls. */
  public void fault(CallFault fault) {
    faults.add(fault);
  }

  /** Limits calls from now on, as Google does. */
  public void limits(CallLimits.Limits next) {
    limits.set(next);
  }

  /** Ends all faults and limits, of calls and of pushes. */
  public void behaveWell() {
    faults.clear();
    limits.clear();
    pushes.faults(PushFaults.NONE);
    meetLinks.delay(Duration.ZERO);
    meetLinks.fail(false);
    lists.emptyFirstPages(false);
  }

  /** Returns the newest 20,000 calls, oldest first. */
  public List<ApiCall> calls() {
    return log.all();
  }

  /** Calls of one method since the start or the last {@link #clearLogs}. */
  public long count(ApiMethod method) {
    return log.count(method);
  }

  /** Calls of each method that was called. */
  public Map<ApiMethod, Long> counts() {
    return log.counts();
  }

  /** Inserts, updates, patches and deletes by clients, also those that failed. */
  public long writes() {
    return log.writes();
  }

  /** Returns the mails that guests would have got. */
  public Mails mails() {
    return mails;
  }

  /** Pushes that are over: answered, given up or dropped; oldest first. */
  public List<Push> pushes() {
    return pushes.done();
  }

  /** Forgets calls, counts, mails and pushes; calendars stay. */
  public void clearLogs() {
    log.clear();
    mails.clear();
    pushes.clear();
  }

  List<StoredCalendar> storedCalendars() {
    return calendars.all();
  }

  private void push(StoredCalendar calendar) {
    channels.pushedTo(calendar.id()).forEach(pushes::exists);
  }

  private void handle(Request request, Connection connection) throws IOException {
    String path = request.path();
    if (path.startsWith(ControlRoutes.PREFIX)) {
      connection.send(control.answer(request));
    } else if (path.equals("/") && request.method().equals("GET")) {
      connection.send(Response.html(CalendarPage.render(this)));
    } else if (path.equals(ConsentRoutes.PATH)) {
      connection.send(consent.answer(request));
    } else {
      routes.handle(request, connection, server.url());
    }
  }

  /** Stops listening, ends every connection and every push. */
  @Override
  public void close() {
    server.close();
    pushes.close();
  }

  /** Runs in a process of its own until it is ended: {@code --port P}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    GoogleCalendarSimulator google = start(PortArgument.read(List.of(arguments)));
    System.out.println("google " + google.url());
    System.out.flush();
    new CountDownLatch(1).await();
  }
}
