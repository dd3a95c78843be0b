package org.wardbell.simulator.receiver;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.http.Connection;
import org.wardbell.simulator.http.LoopbackServer;
import org.wardbell.simulator.http.PortArgument;
import org.wardbell.simulator.http.Request;
import org.wardbell.simulator.http.Response;

/**
 * A receiver of webhooks on 127.0.0.1. Every path is an endpoint and answers 200 at once, unless
 * {@link #behave} (or {@code PUT /_control/<name>}) says otherwise; every request is remembered.
 *
 * <p>A person reads the log at {@code /}; other processes use {@code /_control/}.
 */
public final class ReceiverSimulator implements AutoCloseable {

  private final Endpoints endpoints = new Endpoints();
  private final RequestLog log;
  private final @Nullable ArrivalLedger ledger;
  private final Consumer<ReceivedRequest> observer;
  private final ControlRoutes control;
  private final LoopbackServer server;

  private ReceiverSimulator(
      int port, int maxRequests, boolean counting, Consumer<ReceivedRequest> observer)
      throws IOException {
    this.observer = observer;
    log = new RequestLog(maxRequests);
    ledger = counting ? new ArrivalLedger() : null;
    control = new ControlRoutes(endpoints, log, ledger);
    server = LoopbackServer.start(port, this::handle);
  }

  /**
   * Starts a receiver that keeps the newest 100,000 requests.
   *
   * @param port 1 to 65535, or 0 for any free port
   * @throws IOException when the port is taken
   */
  public static ReceiverSimulator start(int port) throws IOException {
    return new ReceiverSimulator(port, RequestLog.MAX_REQUESTS, false, request -> {});
  }

  /** Starts a receiver that keeps the newest {@code maxRequests} requests. */
  public static ReceiverSimulator start(int port, int maxRequests) throws IOException {
    return new ReceiverSimulator(port, maxRequests, false, request -> {});
  }

  /**
   * Starts a receiver that keeps the newest {@code maxRequests} requests, and tells somebody of
   * each before it answers.
   */
  public static ReceiverSimulator start(
      int port, int maxRequests, Consumer<ReceivedRequest> observer) throws IOException {
    return new ReceiverSimulator(port, maxRequests, false, observer);
  }

  /**
   * Starts a receiver for benchmarks: it keeps ids and arrival times only (see {@link Arrival}).
   */
  public static ReceiverSimulator startCounting(int port) throws IOException {
    return new ReceiverSimulator(port, RequestLog.MAX_REQUESTS, true, request -> {});
  }

  /** Returns {@code http://127.0.0.1:<port>}, without a slash at the end. */
  public String url() {
    return server.url();
  }

  /** Returns the address of an endpoint: {@code url("/hook/a")}. */
  public String url(String path) {
    return server.url() + path;
  }

  /** Returns the port that was bound. */
  public int port() {
    return server.port();
  }

  /**
   * Sets the behaviour of a path, and of the paths below it, from now on; its script begins again.
   */
  public void behave(String path, Behaviour behaviour) {
    endpoints.set(path, behaviour);
  }

  /** Sets one step for a path, for every request. */
  public void behave(String path, Step step) {
    endpoints.set(path, Behaviour.of(step));
  }

  /** Lets a path answer 200 again. */
  public void behaveWell(String path) {
    endpoints.remove(path);
  }

  /** Returns all requests that are kept, oldest first. */
  public List<ReceivedRequest> requests() {
    return log.select(request -> true);
  }

  /** Returns the requests to exactly this path, oldest first. */
  public List<ReceivedRequest> requests(String path) {
    return log.select(to(path));
  }

  /**
   * Waits for requests to exactly this path.
   *
   * @return at least {@code count} requests, oldest first
   * @throws IllegalStateException when fewer arrived in time
   */
  public List<ReceivedRequest> await(String path, int count, Duration timeout) {
    List<ReceivedRequest> selected = log.await(to(path), count, timeout);
    if (selected.size() < count) {
      throw new IllegalStateException(
          "%d requests at %s were expected within %s, %d arrived; %d arrived at any path"
              .formatted(count, path, timeout, selected.size(), log.total()));
    }
    return selected;
  }

  /** Returns the arrivals in counting mode, in order; empty in the usual mode. */
  public List<Arrival> arrivals() {
    return ledger == null ? List.of() : ledger.rows(0, Integer.MAX_VALUE);
  }

  /** Forgets all requests and arrivals; behaviours stay. */
  public void clear() {
    log.clear();
    if (ledger != null) {
      ledger.clear();
    }
  }

  private static Predicate<ReceivedRequest> to(String path) {
    return request -> request.path().equals(path);
  }

  private void handle(Request request, Connection connection) throws IOException {
    String path = request.path();
    if (path.startsWith(ControlRoutes.PREFIX)) {
      control.handle(request, connection);
    } else if (path.equals("/") && request.method().equals("GET")) {
      String page = LogPage.render(log.newest(LogPage.MAX_ROWS), log.total());
      connection.send(Response.html(page));
    } else if (path.equals("/favicon.ico")) {
      connection.send(Response.of(404));
    } else {
      receive(request, path, connection);
    }
  }

  private void receive(Request request, String path, Connection connection) throws IOException {
    Step step = endpoints.next(path, request.header("webhook-id"));
    if (ledger == null) {
      observer.accept(log.add(request, path, step.answeredStatus()));
    } else {
      ledger.add(request, path);
    }
    StepPlayer.play(step, request, connection);
  }

  /** Stops listening and ends every connection, also the silent ones. */
  @Override
  public void close() {
    server.close();
  }

  /** Runs a receiver in a process of its own until it is ended: {@code --port P [--counting]}. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<String> words = List.of(arguments);
    int port = PortArgument.read(words);
    ReceiverSimulator receiver = words.contains("--counting") ? startCounting(port) : start(port);
    System.out.println("receiver " + receiver.url());
    System.out.flush();
    new CountDownLatch(1).await();
  }
}
