package org.wardbell.standalone.bench.dashboard;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.load.Latencies;

/**
 * Somebody who looks at the overview, as its scripts do ({@code live.js}, {@code tail.js} and
 * {@code session.js}): the stream tells each request, and the tail adds what came in batches; the
 * whole tail is fetched where something was missed, and the figures every few seconds.
 */
final class Viewer implements AutoCloseable {
  private static final Duration BATCH = Duration.ofMillis(250);
  private static final Duration FIGURES_EVERY = Duration.ofSeconds(10);

  /** Rows that tail.js keeps. */
  private static final int ROWS = 100;

  private static final String EVENT = "event: ";
  private static final Pattern TIME = Pattern.compile("\"finished_at\":\"([^\"]+)\"");

  private final Visit visit;
  private final String address;
  private final InputStream stream;
  private final AtomicInteger told = new AtomicInteger();
  private final Histogram lag = Latencies.histogram();
  private final Thread reading;
  private final Thread drawing;
  private volatile boolean ended;
  private volatile boolean dropped;
  private volatile boolean missed = true;
  private int refreshes;
  private int rows;

  private Viewer(Visit visit, String address) {
    this.visit = visit;
    this.address = address;
    this.stream = visit.watch(address);
    this.reading = Thread.ofVirtual().start(this::read);
    this.drawing = Thread.ofVirtual().start(this::draw);
  }

  /** Begins to watch. */
  static Viewer of(Visit visit, String address) {
    return new Viewer(visit, address);
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      String event = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(EVENT)) {
          event = line.substring(EVENT.length());
          missed |= event.equals("missed") || event.equals("reset");
        } else if (event.equals("attempt") && line.startsWith("data: ")) {
          see(line);
        }
      }
      dropped = !ended;
    } catch (IOException e) {
      dropped = !ended;
    }
  }

  private void see(String request) {
    Matcher end = TIME.matcher(request);
    if (end.find()) {
      Latencies.record(lag, Instant.parse(end.group(1)).until(Instant.now(), ChronoUnit.MICROS));
      told.incrementAndGet();
    }
  }

  private void draw() {
    try {
      long figuresAt = System.nanoTime() + FIGURES_EVERY.toNanos();
      while (!ended) {
        Thread.sleep(BATCH);
        if (missed) {
          missed = false;
          rows = visit.part("/overview/tail", address).split("<li", -1).length - 1;
        }
        int more = told.getAndSet(0);
        rows = Math.min(ROWS, rows + more);
        refreshes += more > 0 ? 1 : 0;
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

  /** Ends it, so that its figures can be read. */
  @Override
  public void close() {
    ended = true;
    drawing.interrupt();
    try {
      stream.close();
      boolean _ = drawing.join(FIGURES_EVERY);
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
    return rows;
  }

  Histogram lag() {
    return lag;
  }
}
