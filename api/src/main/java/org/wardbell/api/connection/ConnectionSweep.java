package org.wardbell.api.connection;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.wardbell.api.access.TrustedProxies;
import org.wardbell.api.connection.ConnectionState.Stage;

/**
 * A sweep over the open connections, once a second. Tomcat's timeouts are of single reads, so that
 * a client that sends a byte now and then would keep a connection for ever, and a few thousand of
 * them would leave none to others. The sweep closes requests whose headers or body take too long,
 * what one address has too many of, and, while connections are short, those that are not busy.
 */
final class ConnectionSweep implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ConnectionSweep.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** The share of Tomcat's connections above which those that wait for their client must go. */
  private static final double SHORT_OF_CONNECTIONS = 0.75;

  private final ConnectionSettings settings;
  private final TrustedProxies proxies;
  private final WatchedNioProtocol protocol;
  private final ServedRequests served;
  private final ScheduledExecutorService timer;
  private final Counter slow;
  private final Counter crowded;
  private long lastWarning = Long.MIN_VALUE;

  @SuppressWarnings("FutureReturnValueIgnored") // The task tells its failures itself.
  ConnectionSweep(
      ConnectionSettings settings,
      TrustedProxies proxies,
      WatchedNioProtocol protocol,
      ServedRequests served,
      ScheduledExecutorService timer,
      MeterRegistry meters) {
    this.settings = settings;
    this.proxies = proxies;
    this.protocol = protocol;
    this.served = served;
    this.timer = timer;
    this.slow = counter(meters, "slow");
    this.crowded = counter(meters, "too_many");
    timer.scheduleWithFixedDelay(
        this::sweepSafely, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Counter counter(MeterRegistry meters, String reason) {
    return Counter.builder("wardbell.connections.closed")
        .description("Connections of clients that were closed because of their behaviour")
        .tag("reason", reason)
        .register(meters);
  }

  private void sweepSafely() {
    try {
      sweep();
    } catch (RuntimeException failure) {
      // A scheduled task that throws would never run again.
      LOG.warn("the sweep over connections failed: {}", failure.getClass().getName());
    }
  }

  private void sweep() {
    boolean isShort =
        protocol.getConnectionCount() > SHORT_OF_CONNECTIONS * protocol.getMaxConnections();
    int closed = 0;
    Map<String, List<SocketWrapperBase<NioChannel>>> byAddress = new HashMap<>();
    for (SocketWrapperBase<NioChannel> connection : protocol.connections()) {
      if (isTooSlow(connection, isShort)) {
        slow.increment();
        connection.close();
        closed++;
      } else if (settings.perAddress() > 0) {
        byAddress
            .computeIfAbsent(String.valueOf(connection.getRemoteAddr()), _ -> new ArrayList<>())
            .add(connection);
      }
    }
    for (Map.Entry<String, List<SocketWrapperBase<NioChannel>>> address : byAddress.entrySet()) {
      if (!proxies.trusts(address.getKey())) {
        closed += closeBeyondLimit(address.getValue());
      }
    }
    if (closed > 0) {
      warn(closed);
    }
  }

  private boolean isTooSlow(SocketWrapperBase<NioChannel> connection, boolean isShort) {
    ConnectionState state = stateOf(connection);
    return switch (state.stage()) {
      case IDLE -> isShort;
      case IN_HEADERS -> state.ageNanos() > (isShort ? EVERY : settings.headers()).toNanos();
      case IN_BODY -> state.ageNanos() > settings.body().toNanos();
      case BUSY -> false;
    };
  }

  private ConnectionState stateOf(SocketWrapperBase<NioChannel> connection) {
    return ConnectionState.of(connection, served.on(connection));
  }

  /** Those that wait for their client go first; one that is being answered stays. */
  private int closeBeyondLimit(List<SocketWrapperBase<NioChannel>> connections) {
    int excess = connections.size() - settings.perAddress();
    int closed = 0;
    for (SocketWrapperBase<NioChannel> connection : connections) {
      if (closed >= excess) {
        break;
      }
      if (stateOf(connection).stage() != Stage.BUSY) {
        crowded.increment();
        connection.close();
        closed++;
      }
    }
    return closed;
  }

  private void warn(int closed) {
    long now = System.nanoTime();
    if (lastWarning == Long.MIN_VALUE || now - lastWarning > TimeUnit.MINUTES.toNanos(1)) {
      lastWarning = now;
      LOG.warn(
          "closed {} connections of slow or too numerous clients; wardbell_connections_closed_total counts them",
          closed);
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
