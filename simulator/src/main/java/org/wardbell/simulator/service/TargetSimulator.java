package org.wardbell.simulator.service;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.wardbell.simulator.http.Connection;
import org.wardbell.simulator.http.LoopbackServer;
import org.wardbell.simulator.http.Request;
import org.wardbell.simulator.http.Response;

/**
 * All services that presets are for, on one port of this machine: a preset's URL gets this
 * simulator's address instead of the service's.
 */
public final class TargetSimulator implements AutoCloseable {
  private final LoopbackServer server;
  private final GoogleAnalytics analytics = new GoogleAnalytics();
  private final HubSpot hubSpot = new HubSpot();
  private final Mixpanel mixpanel = new Mixpanel();
  private final Salesforce salesforce = new Salesforce();
  private final List<Target> targets =
      List.of(
          new Slack(),
          new Teams(),
          new Discord(),
          new Twilio(),
          new SendGrid(),
          new Mailgun(),
          hubSpot,
          salesforce,
          analytics,
          mixpanel,
          new Zapier(),
          new N8n(),
          new Make(),
          new Endpoint());
  private final Map<String, String> failures = new ConcurrentHashMap<>();
  private final Map<String, List<Request>> taken = new ConcurrentHashMap<>();
  private final Map<String, List<String>> refused = new ConcurrentHashMap<>();

  private TargetSimulator() throws IOException {
    this.server = LoopbackServer.start(0, this::handle);
  }

  /** Starts on a free port. */
  public static TargetSimulator start() throws IOException {
    return new TargetSimulator();
  }

  /** Returns {@code http://127.0.0.1:<port>} and the path. */
  public String url(String path) {
    return server.url() + path;
  }

  /**
   * Returns what a person copies from a service's pages to write to it: addresses of this simulator
   * and the credentials that it takes, under common names for them.
   *
   * @throws IllegalArgumentException if there is no such service
   */
  public Map<String, String> account(String name) {
    return target(name).account(server.url());
  }

  /** Returns the names of the errors that a service can be told to answer with. */
  public Set<String> errors(String name) {
    return new TreeSet<>(target(name).errors().keySet());
  }

  /** Lets the service answer its next request with this error. */
  public void failNext(String name, String error) {
    if (!target(name).errors().containsKey(error)) {
      throw new IllegalArgumentException(name + " has no error " + error);
    }
    failures.put(name, error);
  }

  /** Returns the requests that a service took, oldest first. */
  public List<Request> taken(String name) {
    return List.copyOf(taken.getOrDefault(name, List.of()));
  }

  /** Returns what a service answered to requests that it found wrong, oldest first. */
  public List<String> refused(String name) {
    return List.copyOf(refused.getOrDefault(name, List.of()));
  }

  /** Returns what Google's validation would say of the events that were taken. */
  public List<String> analyticsProblems() {
    return analytics.problems();
  }

  /** Returns how many different events Mixpanel has. */
  public int mixpanelEvents() {
    return mixpanel.events();
  }

  /** Returns HubSpot's contacts by their e-mail address. */
  public Map<String, Map<String, String>> hubSpotContacts() {
    return hubSpot.contacts();
  }

  /** Returns Salesforce's contacts by their external id. */
  public Map<String, Map<String, String>> salesforceContacts() {
    return salesforce.contacts();
  }

  /** Ends all tokens that Salesforce gave out. */
  public void endSalesforceSessions() {
    salesforce.endSessions();
  }

  private Target target(String name) {
    return targets.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no service " + name));
  }

  private void handle(Request request, Connection connection) throws IOException {
    for (Target target : targets) {
      if (target.serves(request.path())) {
        connection.send(answer(target, request));
        return;
      }
    }
    connection.send(Response.of(404));
  }

  private Response answer(Target target, Request request) {
    String failure = failures.remove(target.name());
    if (failure != null) {
      return target.errors().getOrDefault(failure, Response.of(500));
    }
    Response answer = target.answer(new TargetRequest(request));
    boolean good = answer.status() < 300;
    if (good) {
      taken.computeIfAbsent(target.name(), _ -> new CopyOnWriteArrayList<>()).add(request);
    } else {
      refused
          .computeIfAbsent(target.name(), _ -> new CopyOnWriteArrayList<>())
          .add(answer.status() + " " + answer.body().utf8());
    }
    return answer;
  }

  @Override
  public void close() {
    server.close();
  }
}
