package org.wardbell.simulator.google.push;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The poster of push messages: in order per channel, unless the faults say otherwise. */
public final class Pushes implements AutoCloseable {

  /** A receiver has this long to answer a push. */
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

  /** First wait before a push is posted again; doubles each time. Google gives no figures. */
  private static final Duration FIRST_RETRY = Duration.ofMillis(200);

  /** Posts of one push, so that the last is about 25 s after the first. */
  private static final int MAX_TRIES = 8;

  /** The time for which a push is held back so that others overtake it. */
  private static final Duration HELD_BACK = Duration.ofMillis(150);

  /** Message numbers rise by 1 up to this: gaps are normal (guide "Push"). */
  private static final int GREATEST_STEP = 5;

  /** Finished pushes that are remembered. */
  private static final int MAX_REMEMBERED = 10_000;

  /** The only answers after which Google posts again (guide "Push"). */
  private static final Set<Integer> RETRIED = Set.of(500, 502, 503, 504);

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.RFC_1123_DATE_TIME.withZone(ZoneOffset.UTC);

  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(ANSWER_TIMEOUT)
          .build();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, CompletableFuture<Void>> lastOfChannel = new HashMap<>();
  private final Map<String, Long> numbers = new HashMap<>();
  private final Deque<Push> done = new ArrayDeque<>();
  private PushFaults faults = PushFaults.NONE;
  private Random random = new Random(faults.seed());

  public synchronized void faults(PushFaults next) {
    faults = next;
    random = new Random(next.seed());
  }

  public synchronized PushFaults faults() {
    return faults;
  }

  /** Pushes that were posted or dropped, oldest first. */
  public synchronized List<Push> done() {
    return List.copyOf(done);
  }

  public synchronized void clear() {
    done.clear();
  }

  /** Sends the first message of a channel: number 1, never touched by faults. */
  public synchronized CompletableFuture<Void> sync(Channel channel) {
    numbers.put(channel.id(), 1L);
    CompletableFuture<Void> posted = after(channel, () -> post(channel, 1, "sync"));
    lastOfChannel.put(channel.id(), posted);
    return posted;
  }

  /** Says to a channel that something changed. */
  public synchronized void exists(Channel channel) {
    long step = 1L + random.nextInt(GREATEST_STEP);
    long number = numbers.merge(channel.id(), step, Long::sum);
    Duration delay = draw(faults.longestDelay());
    int copies = random.nextDouble() < faults.duplicate() ? 2 : 1;
    if (random.nextDouble() < faults.drop()) {
      remember(new Push(channel.id(), number, "exists", 0, 0));
    } else if (random.nextDouble() < faults.reorder()) {
      threads.execute(() -> postCopies(channel, number, HELD_BACK.plus(delay), copies));
    } else {
      lastOfChannel.put(
          channel.id(), after(channel, () -> postCopies(channel, number, delay, copies)));
    }
  }

  /** Runs the task after the channel's earlier ones, also when one of them failed. */
  private CompletableFuture<Void> after(Channel channel, Runnable task) {
    return lastOfChannel
        .getOrDefault(channel.id(), CompletableFuture.completedFuture(null))
        .exceptionally(failure -> null)
        .thenRunAsync(task, threads);
  }

  private void postCopies(Channel channel, long number, Duration delay, int copies) {
    pause(delay);
    for (int copy = 0; copy < copies; copy++) {
      post(channel, number, "exists");
    }
  }

  private void post(Channel channel, long number, String state) {
    int status = postOnce(channel, number, state);
    if (RETRIED.contains(status)) {
      threads.execute(() -> postAgain(channel, number, state, status));
    } else {
      remember(new Push(channel.id(), number, state, 1, status));
    }
  }

  private void postAgain(Channel channel, long number, String state, int firstStatus) {
    int status = firstStatus;
    int tries = 1;
    Duration wait = FIRST_RETRY;
    while (tries < MAX_TRIES && RETRIED.contains(status) && pause(wait)) {
      status = postOnce(channel, number, state);
      tries++;
      wait = wait.multipliedBy(2);
    }
    remember(new Push(channel.id(), number, state, tries, status));
  }

  private int postOnce(Channel channel, long number, String state) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(channel.address()))
            .timeout(ANSWER_TIMEOUT)
            .header(
                "User-Agent",
                "APIs-Google; (+https://developers.google.com/webmasters/APIs-Google.html)")
            .header("Content-Type", "application/json; utf-8")
            .header("X-Goog-Channel-ID", channel.id())
            .header("X-Goog-Channel-Expiration", HTTP_DATE.format(channel.expiration()))
            .header("X-Goog-Resource-State", state)
            .header("X-Goog-Message-Number", Long.toString(number))
            .header("X-Goog-Resource-ID", channel.resourceId())
            .header("X-Goog-Resource-URI", channel.resourceUri())
            .POST(HttpRequest.BodyPublishers.noBody());
    if (channel.token() != null) {
      request.header("X-Goog-Channel-Token", channel.token());
    }
    try {
      return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private Duration draw(Duration longest) {
    return longest.isZero()
        ? Duration.ZERO
        : Duration.ofMillis(random.nextLong(longest.toMillis() + 1));
  }

  private synchronized void remember(Push push) {
    done.addLast(push);
    if (done.size() > MAX_REMEMBERED) {
      done.removeFirst();
    }
  }

  private static boolean pause(Duration time) {
    try {
      Thread.sleep(time);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    client.shutdownNow();
  }
}
