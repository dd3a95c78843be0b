package org.wardbell.standalone.storm.traffic;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.wardbell.simulator.http.Bytes;
import org.wardbell.simulator.receiver.AnswerStyle;
import org.wardbell.simulator.receiver.Behaviour;
import org.wardbell.simulator.receiver.ReceiverSimulator;
import org.wardbell.simulator.receiver.Step;
import org.wardbell.standalone.storm.fault.Pauses;

/** Receivers that misbehave for a while, each in its turn, and behave well again. */
final class ReceiverActs {
  /** Each of some eight receivers then changes its ways every quarter of a minute. */
  private static final int LONGEST_PAUSE_MILLIS = 4_000;

  /** Longer than the webhooks' timeout in some cases, shorter in others. */
  private static final int LONGEST_ANSWER_MILLIS = 4_500;

  private final ReceiverSimulator receiver;
  private final List<String> paths;
  private final SplittableRandom random;
  private final Consumer<String> log;
  private final Thread thread = Thread.ofVirtual().name("receivers").unstarted(this::play);
  private volatile boolean wanted = true;

  ReceiverActs(ReceiverSimulator receiver, List<String> paths, long seed, Consumer<String> log) {
    this.receiver = receiver;
    this.paths = paths;
    this.random = new SplittableRandom(seed ^ "receivers".hashCode());
    this.log = log;
  }

  void begin() {
    thread.start();
  }

  private void play() {
    while (wanted) {
      Pauses.atMost(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)), () -> wanted);
      String path = paths.get(random.nextInt(paths.size()));
      Way way = way();
      if (wanted) {
        log.accept("receiver " + path + ": " + way.words());
        receiver.behave(path, way.behaviour());
      }
    }
  }

  private record Way(String words, Behaviour behaviour) {
    Way(String words, Step step) {
      this(words, Behaviour.of(step));
    }
  }

  private Way way() {
    return switch (random.nextInt(20)) {
      case 0 -> new Way("503", Step.answer(503));
      case 1 -> new Way("500", Step.answer(500));
      case 2 -> new Way("each delivery 503 once", Behaviour.statuses(503, 200).forEachDelivery());
      case 3 ->
          new Way("each delivery 503 twice", Behaviour.statuses(503, 503, 200).forEachDelivery());
      case 4 -> new Way("silence", Step.hang());
      case 5 -> new Way("resets", Step.reset(0));
      case 6 -> new Way("resets within the answer", Step.reset(20));
      case 7 -> {
        Duration late = Duration.ofMillis(random.nextInt(LONGEST_ANSWER_MILLIS));
        yield new Way("200 after " + late.toMillis() + " ms", Step.answer(200).after(late));
      }
      case 8 -> new Way("429", Step.answer(429).retryAfter("1"));
      case 9 -> new Way("503 with a time", Step.answer(503).retryAfter("2"));
      case 10 -> new Way("no HTTP", Step.raw(Bytes.utf8("hello\r\n\r\n")));
      case 11 ->
          new Way(
              "a body in drops",
              Step.answer(200)
                  .withBody("thank you very much")
                  .in(new AnswerStyle.DripBody(Duration.ofMillis(random.nextInt(400)))));
      case 12 -> new Way("a body without end", Step.endless());
      case 13 -> new Way("400 at times", Behaviour.statuses(200, 200, 200, 400, 200));
      default -> new Way("well", Step.answer(200));
    };
  }

  /** Lets all of them behave well from now on. */
  void end() {
    wanted = false;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    paths.forEach(receiver::behaveWell);
  }
}
