package org.wardbell.activities.network;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses of the machine itself, on all of its interfaces. A public one among them leads to
 * what listens here, Wardbell included, past every firewall. They are read at the start and again
 * when they are an hour old, because they may change while the process runs.
 */
final class OwnAddresses {
  private static final Duration GOOD_FOR = Duration.ofHours(1);

  private static final Logger log = LoggerFactory.getLogger(OwnAddresses.class);

  /** A reading of the interfaces. */
  interface Reading {
    Set<InetAddress> read() throws SocketException;
  }

  private record Known(Set<InetAddress> addresses, long readAt) {}

  private final Reading reading;
  private final LongSupplier nanos;
  private volatile @Nullable Known known;

  OwnAddresses() {
    this(OwnAddresses::ofInterfaces, System::nanoTime);
  }

  OwnAddresses(Reading reading, LongSupplier nanos) {
    this.reading = reading;
    this.nanos = nanos;
    this.known = read(null);
  }

  boolean contains(InetAddress address) {
    Known current = known;
    if (current == null || nanos.getAsLong() - current.readAt() > GOOD_FOR.toNanos()) {
      // Two threads may read at the same time, and find the same.
      current = read(current);
      known = current;
    }
    return current.addresses().contains(address);
  }

  private Known read(@Nullable Known before) {
    try {
      return new Known(reading.read(), nanos.getAsLong());
    } catch (SocketException e) {
      log.warn("the machine's own addresses cannot be read", e);
      return new Known(before == null ? Set.of() : before.addresses(), nanos.getAsLong());
    }
  }

  private static Set<InetAddress> ofInterfaces() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .map(OwnAddresses::withoutZone)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns an address that equals the same one from elsewhere: no interface belongs to it. */
  static InetAddress withoutZone(InetAddress address) {
    try {
      return InetAddress.getByAddress(address.getAddress());
    } catch (UnknownHostException impossible) {
      throw new IllegalStateException("an address has 4 or 16 bytes", impossible);
    }
  }
}
