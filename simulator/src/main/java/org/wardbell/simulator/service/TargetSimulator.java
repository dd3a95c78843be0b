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

  /** Returns the names of all services. */
  public Set<String> names() {
    Set<String> names = new TreeSet<>();
    targets.forEach(target -> names.add(target.name()));
    return names;
  }

  /**
   * Returns what a person copies from a service's pages to write to it: addresses of this simulator
   * and the credentials that it takes, under common names for them.
   */
  public Map<String, String> account(String name) {
    String here = server.url();
    return switch (name) {
      case "slack" ->
          Map.of("webhook_url", here + "/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX");
      case "teams" ->
          Map.of(
              "webhook_url",
              here
                  + "/workflows/1/triggers/manual/paths/invoke?api-version=2016-06-01&sig=signature");
      case "discord" ->
          Map.of("webhook_url", here + "/api/webhooks/100000000000000000/token-of-the-webhook");
      case "twilio" -> Map.of("api", here, "auth_token", "token-of-the-account");
      case "sendgrid" -> Map.of("api", here, "api_key", "SG.key.secret");
      case "mailgun" -> Map.of("api", here, "api_key", "key-of-the-domain");
      case "hubspot" -> Map.of("api", here, "access_token", "token-of-the-app");
      case "salesforce" ->
          Map.of(
              "my_domain", here, "client_id", "consumer-key", "client_secret", "consumer-secret");
      case "google-analytics" ->
          Map.of("api", here, "measurement_id", "G-TEST", "api_secret", "secret-of-the-stream");
      case "mixpanel" ->
          Map.of(
              "api", here,
              "username", "wardbell.mp-service-account",
              "secret", "secret-of-the-account");
      case "zapier" -> Map.of("webhook_url", here + "/hooks/catch/123456/abcdef/");
      case "make" -> Map.of("webhook_url", here + "/abcdefghijklmnopqrstuvwxyz012345");
      case "n8n" ->
          Map.of(
              "webhook_url", here + "/webhook/appointments",
              "header_name", "X-API-Key",
              "header_value", "key-of-the-node");
      default -> Map.of("url", here + "/endpoint");
    };
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
