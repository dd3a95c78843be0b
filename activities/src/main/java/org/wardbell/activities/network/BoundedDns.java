package org.wardbell.activities.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;

/**
 * The look-up of names within a bound of time. The operating system's look-up cannot be interrupted
 * and holds its thread, so it runs on platform threads of its own, one per name: a name server that
 * hangs costs the names it serves, and nothing else.
 */
public final class BoundedDns implements Dns {
  /**
   * The limit of a look-up: as long as making a connection may take; a healthy look-up takes
   * milliseconds.
   */
  static final Duration LONGEST_LOOK_UP = Duration.ofSeconds(5);

  /** Names whose look-up may hang at once before further new names are turned away. */
  public static final int MAXIMUM_LOOK_UPS = 256;

  private final Dns source;

  /** Look-ups under way; a second request for the same name waits for the same answer. */
  private final ConcurrentHashMap<String, CompletableFuture<List<InetAddress>>> underWay =
      new ConcurrentHashMap<>();

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          MAXIMUM_LOOK_UPS,
          30,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name("dns-", 0).factory());

  public BoundedDns(Dns source) {
    this.source = source;
  }

  @Override
  public List<InetAddress> lookup(String hostname) throws UnknownHostException {
    CompletableFuture<List<InetAddress>> mine = new CompletableFuture<>();
    CompletableFuture<List<InetAddress>> begun = underWay.putIfAbsent(hostname, mine);
    if (begun == null) {
      begin(hostname, mine);
    }
    try {
      return (begun == null ? mine : begun).get(LONGEST_LOOK_UP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new SlowDnsException();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RejectedExecutionException
          ? new SlowDnsException()
          : notFound(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw notFound(e);
    }
  }

  private void begin(String hostname, CompletableFuture<List<InetAddress>> answer) {
    try {
      threads.execute(() -> ask(hostname, answer));
    } catch (RejectedExecutionException e) {
      underWay.remove(hostname, answer);
      answer.completeExceptionally(e);
    }
  }

  /**
   * Looks a name up. It is forgotten before the answer is handed out: an answer serves the requests
   * that waited, and no later one.
   */
  private void ask(String hostname, CompletableFuture<List<InetAddress>> answer) {
    try {
      List<InetAddress> found = source.lookup(hostname);
      underWay.remove(hostname, answer);
      answer.complete(found);
    } catch (UnknownHostException | RuntimeException e) {
      underWay.remove(hostname, answer);
      answer.completeExceptionally(e);
    } finally {
      underWay.remove(hostname, answer);
    }
  }

  private static UnknownHostException notFound(@Nullable Throwable cause) {
    UnknownHostException exception = new UnknownHostException("The name could not be looked up");
    exception.initCause(cause);
    return exception;
  }

  /** A look-up that the name servers did not answer in time. */
  public static final class SlowDnsException extends UnknownHostException {
    SlowDnsException() {
      super("The name was not looked up in time");
    }
  }
}
