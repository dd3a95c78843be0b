package org.wardbell.standalone.bench.dashboard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.load.Latencies;

/**
 * Somebody who looks at the overview, as its scripts do ({@code live.js} and {@code session.js}):
 * the stream says that something happened, and the tail is fetched a moment later; the figures are
 * fetched every few seconds.
 */
final class Viewer implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(250);
  private static final Duration FIGURES_EVERY = Duration.ofSeconds(10);
  private static final List<String> TOLD =
      List.of("event: attempt", "event: missed", "event: reset");
  private static final Pattern TIME = Pattern.compile("datetime=\"([^\"]+)\"");

  private final Visit visit;
  private final String address;
  private final InputStream stream;
  private final Semaphore told = new Semaphore(0);
  private final Histogram lag = Latencies.histogram();
  private final Thread reading;
  private final Thread fetching;
  private volatile boolean ended;
  private volatile boolean dropped;
  private int refreshes;
  private int mostRows;

  private Viewer(Visit visit, String address) {
    this.visit = visit;
    this.address = address;
    this.stream = visit.watch(address);
    this.reading = Thread.ofVirtual().start(this::read);
    this.fetching = Thread.ofVirtual().start(this::fetch);
  }

  /** Begins to watch. */
  static Viewer of(Visit visit, String address) {
    return new Viewer(visit, address);
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (TOLD.contains(line)) {
          told.release();
        }
      }
      dropped = !ended;
    } catch (IOException e) {
      dropped = !ended;
    }
  }

  private void fetch() {
    try {
      long figuresAt = System.nanoTime() + FIGURES_EVERY.toNanos();
      while (!ended) {
        if (told.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          Thread.sleep(PAUSE);
          int _ = told.drainPermits();
          see(visit.part("/overview/tail", address));
        }
        if (System.nanoTime() - figuresAt > 0) {
          figuresAt += FIGURES_EVERY.toNanos();
          String _ = visit.part("/overview/figures?period=24h", address);
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (BenchmarkException failed) {
      dropped = !ended;
    }
  }

  private void see(String tail) {
    refreshes++;
    mostRows = Math.max(mostRows, tail.split("<li", -1).length - 1);
    Matcher newest = TIME.matcher(tail);
    if (newest.find()) {
      Latencies.record(lag, Instant.parse(newest.group(1)).until(Instant.now(), ChronoUnit.MICROS));
    }
  }

  /** Ends it, so that its figures can be read. */
  @Override
  public void close() {
    ended = true;
    fetching.interrupt();
    try {
      stream.close();
      boolean _ = fetching.join(FIGURES_EVERY);
      boolean _ = reading.join(FIGURES_EVERY);
    } catch (IOException e) {
      // The server was quicker.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("Interrupted.", e);
    }
  }

  boolean wasDropped() {
    return dropped;
  }

  int refreshes() {
    return refreshes;
  }

  int mostRows() {
    return mostRows;
  }

  Histogram lag() {
    return lag;
  }
}
