package org.wardbell.activities.expression;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.wardbell.activities.expression.ExpressionOverload.Reason;
import org.wardbell.activities.expression.evaluator.Answer;
import org.wardbell.activities.expression.evaluator.Call;
import org.wardbell.activities.expression.evaluator.Question;

/**
 * The evaluations of expressions and schemas, in child processes. One that was slow rests: for a
 * minute it is not tried again on documents of at least that size.
 */
public final class Evaluations {
  /** The time of one call; an event has no more, and a local activity has 10 s. */
  private static final Duration PER_CALL = Duration.ofSeconds(3);

  private static final Duration REST = Duration.ofSeconds(60);
  private static final int REMEMBERED = 10_000;

  private static final EvaluatorPlaces PLACES = new EvaluatorPlaces();

  private record Rest(UUID clinic, Question question) {}

  private static final Cache<Rest, Integer> RESTING =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(REST).build();

  /** The outcome of one question. */
  sealed interface Result {
    record Value(byte[] content) implements Result {}

    record Failed(String reason) implements Result {}

    record Deferred(Reason reason) implements Result {}
  }

  private Evaluations() {}

  /** Starts the child processes in the background, so that the first event need not wait. */
  public static void begin() {
    PLACES.begin();
  }

  /** Returns the processes that evaluate. */
  static List<ProcessHandle> processes() {
    return PLACES.processes().stream().map(EvaluatorProcess::handle).toList();
  }

  /** Evaluates one question, as {@link #ask(UUID, byte[], List)} does. */
  static byte[] ask(UUID clinic, byte[] document, Question question) {
    return switch (ask(clinic, document, List.of(question)).getFirst()) {
      case Result.Value(byte[] content) -> content;
      case Result.Failed(String reason) -> throw new ExpressionFailure(reason);
      case Result.Deferred(Reason reason) -> throw new ExpressionOverload(reason);
    };
  }

  /** Evaluates all questions about a document in one call; a result for each, in order. */
  static List<Result> ask(UUID clinic, byte[] document, List<Question> questions) {
    Result[] results = new Result[questions.size()];
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < results.length; i++) {
      Integer slowAt = RESTING.getIfPresent(new Rest(clinic, questions.get(i)));
      if (slowAt != null && document.length >= slowAt) {
        results[i] = new Result.Deferred(Reason.RESTING);
      } else {
        open.add(i);
      }
    }
    Duration left = Allowance.left(PER_CALL);
    while (!open.isEmpty()) {
      if (left.isPositive()) {
        left = left.minus(ask(clinic, document, questions, open, left, results));
      } else {
        open.forEach(i -> results[i] = new Result.Deferred(Reason.ALLOWANCE));
        open.clear();
      }
    }
    return List.of(results);
  }

  /** Asks what is open, until the first one that is killed; returns the time that it took. */
  private static Duration ask(
      UUID clinic,
      byte[] document,
      List<Question> questions,
      List<Integer> open,
      Duration left,
      Result[] results) {
    EvaluatorProcess process;
    try {
      process = PLACES.take(clinic);
    } catch (ExpressionOverload busy) {
      open.forEach(i -> results[i] = new Result.Deferred(busy.reason()));
      open.clear();
      return Duration.ZERO;
    }
    Spent spent = new Spent();
    try {
      List<Question> asked = open.stream().map(questions::get).toList();
      process.ask(
          new Call(document, asked, left),
          answer -> {
            int index = open.removeFirst();
            results[index] = result(answer);
            spent.add(answer.processor());
            if (answer.kind() == Answer.Kind.SLOW) {
              spent.slow = true;
              rest(clinic, questions.get(index), document);
            }
          });
    } catch (EvaluatorProcess.Ended ended) {
      int index = open.removeFirst();
      results[index] = new Result.Deferred(ended.isStarved() ? Reason.BUSY : Reason.SLOW);
      if (!ended.isStarved()) {
        spent.slow = true;
        spent.add(EvaluatorProcess.MAXIMUM_PROCESSOR);
        rest(clinic, questions.get(index), document);
      }
    } finally {
      PLACES.giveBack(clinic, process, spent.slow);
      Allowance.use(spent.processor);
    }
    return spent.processor;
  }

  private static void rest(UUID clinic, Question question, byte[] document) {
    RESTING.asMap().merge(new Rest(clinic, question), document.length, Math::min);
  }

  /** The costs of one call. */
  private static final class Spent {
    private Duration processor = Duration.ZERO;
    private boolean slow;

    private void add(Duration more) {
      processor = processor.plus(more);
    }
  }

  private static Result result(Answer answer) {
    return switch (answer.kind()) {
      case VALUE -> new Result.Value(answer.content());
      case FAILURE -> new Result.Failed(answer.reason());
      case SLOW -> new Result.Deferred(Reason.SLOW);
      case NOT_TRIED -> new Result.Deferred(Reason.ALLOWANCE);
    };
  }
}
