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
import java.util.HashSet;
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

  /** Posts of one push at first, so that the last is about 25 s after the first one. */
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
  private final Set<String> merging = new HashSet<>();
  private final Deque<Push> done = new ArrayDeque<>();
  private volatile int tries = MAX_TRIES;
  private PushFaults faults = PushFaults.NONE;
  private Random random = new Random(faults.seed());

  public synchronized void faults(PushFaults next) {
    faults = next;
    random = new Random(next.seed());
  }

  public synchronized PushFaults faults() {
    return faults;
  }

  /**
   * Sets how often a push is posted while the receiver answers 500, 502, 503 or 504; 8 at first.
   */
  public void tries(int posts) {
    tries = posts;
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
    Message message = new Message(channel, 1, "sync", true, true);
    CompletableFuture<Void> posted = after(channel, () -> post(message));
    lastOfChannel.put(channel.id(), posted);
    return posted;
  }

  /**
   * One message of a channel.
   *
   * @param number stays the same when it is posted again
   */
  private record Message(
      Channel channel, long number, String state, boolean hasExpiration, boolean hasToken) {

    Push push(int tries, int lastStatus) {
      return new Push(channel.id(), number, state, tries, lastStatus);
    }
  }

  /** Says to a channel that something changed. */
  public synchronized void exists(Channel channel) {
    long step = 1L + random.nextInt(GREATEST_STEP);
    Duration delay = draw(faults.longestDelay());
    int copies = happens(faults.duplicate()) ? 2 : 1;
    boolean dropped = happens(faults.drop());
    boolean heldBack = happens(faults.reorder());
    boolean hasExpiration = !happens(faults.withoutExpiration());
    boolean hasToken = !happens(faults.withoutToken());
    if (merging.contains(channel.id())) {
      return; // The push that waits is posted later than this change, and so tells of it.
    }
    long number = numbers.merge(channel.id(), step, Long::sum);
    Message message = new Message(channel, number, "exists", hasExpiration, hasToken);
    if (dropped) {
      remember(message.push(0, 0));
    } else if (heldBack) {
      threads.execute(() -> postCopies(message, HELD_BACK.plus(delay), copies));
    } else if (faults.mergeWithin().isZero()) {
      lastOfChannel.put(channel.id(), after(channel, () -> postCopies(message, delay, copies)));
    } else {
      merging.add(channel.id());
      Duration wait = delay.plus(faults.mergeWithin());
      lastOfChannel.put(channel.id(), after(channel, () -> postCopies(message, wait, copies)));
    }
  }

  private boolean happens(double share) {
    return share > 0 && random.nextDouble() < share;
  }

  /** Runs the task after the channel's earlier ones, also when one of them failed. */
  private CompletableFuture<Void> after(Channel channel, Runnable task) {
    return lastOfChannel
        .getOrDefault(channel.id(), CompletableFuture.completedFuture(null))
        .exceptionally(failure -> null)
        .thenRunAsync(task, threads);
  }

  private void postCopies(Message message, Duration delay, int copies) {
    pause(delay);
    synchronized (this) {
      merging.remove(message.channel().id());
    }
    for (int copy = 0; copy < copies; copy++) {
      post(message);
    }
  }

  private void post(Message message) {
    int status = postOnce(message);
    if (RETRIED.contains(status)) {
      threads.execute(() -> postAgain(message, status));
    } else {
      remember(message.push(1, status));
    }
  }

  private void postAgain(Message message, int firstStatus) {
    int status = firstStatus;
    int posted = 1;
    Duration wait = FIRST_RETRY;
    while (posted < tries && RETRIED.contains(status) && pause(wait)) {
      status = postOnce(message);
      posted++;
      wait = wait.multipliedBy(2);
    }
    remember(message.push(posted, status));
  }

  private int postOnce(Message message) {
    Channel channel = message.channel();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(channel.address()))
            .timeout(ANSWER_TIMEOUT)
            .header(
                "User-Agent",
                "APIs-Google; (+https://developers.google.com/webmasters/APIs-Google.html)")
            .header("Content-Type", "application/json; utf-8")
            .header("X-Goog-Channel-ID", channel.id())
            .header("X-Goog-Resource-State", message.state())
            .header("X-Goog-Message-Number", Long.toString(message.number()))
            .header("X-Goog-Resource-ID", channel.resourceId())
            .header("X-Goog-Resource-URI", channel.resourceUri())
            .POST(HttpRequest.BodyPublishers.noBody());
    if (message.hasExpiration()) {
      request.header("X-Goog-Channel-Expiration", HTTP_DATE.format(channel.expiration()));
    }
    if (channel.token() != null && message.hasToken()) {
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
