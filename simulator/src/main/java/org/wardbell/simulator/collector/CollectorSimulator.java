package org.wardbell.simulator.collector;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.wardbell.simulator.http.Connection;
import org.wardbell.simulator.http.LoopbackServer;
import org.wardbell.simulator.http.Request;
import org.wardbell.simulator.http.Response;

/**
 * A collector of traces on this machine: OTLP over HTTP on {@code /v1/traces}. It keeps what it
 * takes as it came; a test may make it refuse, or never answer.
 */
public final class CollectorSimulator implements AutoCloseable {
  /** The behaviour to a request for spans. */
  public enum Behaviour {
    TAKES,
    REFUSES,
    HANGS
  }

  private final LoopbackServer server;
  private final List<Request> taken = new CopyOnWriteArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private volatile Behaviour behaviour = Behaviour.TAKES;

  private CollectorSimulator() throws IOException {
    this.server = LoopbackServer.start(0, this::handle);
  }

  /** Starts one on a free port. */
  public static CollectorSimulator start() throws IOException {
    return new CollectorSimulator();
  }

  /** Returns the endpoint as exporters want it. */
  public String url() {
    return server.url();
  }

  /** Behaves so from now on. */
  public void behave(Behaviour now) {
    behaviour = now;
  }

  /** Returns the requests whose spans were taken, oldest first. */
  public List<Request> taken() {
    return List.copyOf(taken);
  }

  /** Returns how many requests for spans have come, whatever became of them. */
  public int asked() {
    return asked.get();
  }

  private void handle(Request request, Connection connection) throws IOException {
    if (!request.path().equals("/v1/traces") || !request.method().equals("POST")) {
      connection.send(Response.of(404));
      return;
    }
    asked.incrementAndGet();
    switch (behaviour) {
      case TAKES -> {
        taken.add(request);
        connection.send(Response.of(200).with("Content-Type", "application/x-protobuf"));
      }
      case REFUSES -> connection.send(Response.of(400));
      case HANGS -> connection.staySilent();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
