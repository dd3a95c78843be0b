package org.wardbell.activities.expression;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A JSONata expression, compiled once, for all threads. An evaluation may compute for some time,
 * nest 100 deep and allocate 64 MiB; none of its values may be larger than 512 Ki characters and
 * nodes.
 */
public final class Expression {
  /** The most characters that a person would still want to read. */
  public static final int MAXIMUM_CHARACTERS = 16 * 1024;

  /** A transformation's; a usual one takes less than a millisecond. */
  private static final Duration TRANSFORM_TIME = Duration.ofMillis(500);

  /** A filter's; every event of the clinic waits for it. */
  private static final Duration FILTER_TIME = Duration.ofMillis(100);

  /** A first run loads classes and fills caches, which must not count against an event. */
  private static final Duration WARM_UP_TIME = Duration.ofSeconds(1);

  /** One that took too long is not tried again for so long. */
  private static final long REST_NANOS = TimeUnit.SECONDS.toNanos(60);

  private static final Pattern EVAL = Pattern.compile("\\$eval\\s*\\(");

  private final Jsonata compiled;
  private volatile @Nullable Long restsUntil;
  private volatile boolean warm;

  private Expression(Jsonata compiled) {
    this.compiled = compiled;
  }

  /**
   * Compiles an expression.
   *
   * @throws ExpressionSyntaxException if it has a mistake
   */
  public static Expression compile(String source) {
    if (source.isBlank() || source.length() > MAXIMUM_CHARACTERS) {
      throw new ExpressionSyntaxException(
          "An expression has 1 to " + MAXIMUM_CHARACTERS + " characters.");
    }
    if (EVAL.matcher(source).find()) {
      throw new ExpressionSyntaxException("There is no $eval here.");
    }
    try {
      Jsonata compiled = Jsonata.jsonata(source);
      BoundedFunctions.register(compiled);
      // Null and missing are different things; writing the result tells them apart.
      compiled.setOutputConvertNulls(false);
      compiled.setValidateInput(false);
      return new Expression(compiled);
    } catch (JException e) {
      throw new ExpressionSyntaxException(
          "Position " + Math.max(0, e.getLocation()) + ": " + e.getMessage());
    } catch (StackOverflowError e) {
      throw new ExpressionSyntaxException("The expression nests too deep.");
    } catch (RuntimeException e) {
      // The library meets some mistakes, such as in a regular expression, in ways of its own.
      throw new ExpressionSyntaxException("This is not a JSONata expression.");
    }
  }

  /**
   * Returns whether the expression is true of a document. False and no value at all are both no.
   *
   * @throws ExpressionFailure if it fails, takes more than 100 ms, or gives anything else than true
   *     or false
   * @throws ExpressionOverload if this process has no time now
   */
  public boolean matches(JsonNode document) {
    Object result = evaluate(document, FILTER_TIME, value -> value == null ? false : value);
    if (result instanceof Boolean truth) {
      return truth;
    }
    throw new ExpressionFailure("it gives neither true nor false");
  }

  /**
   * Returns the expression's result for a document, as JSON in UTF-8 of at most 256 KiB.
   *
   * @throws ExpressionFailure if it fails, takes more than 500 ms, or gives nothing
   * @throws ExpressionOverload if this process has no time now
   */
  public byte[] transform(JsonNode document) {
    byte[] json = evaluate(document, TRANSFORM_TIME, Expression::written);
    if (json.length > JsonValues.MAXIMUM_RESULT_BYTES) {
      throw new ExpressionFailure("the result is larger than 256 KiB");
    }
    return json;
  }

  private static byte[] written(@Nullable Object result) {
    if (result == null) {
      throw new OutOfBounds("it gives nothing");
    }
    return JsonValues.write(result).getBytes(StandardCharsets.UTF_8);
  }

  private interface Ending<T> {
    T end(@Nullable Object result);
  }

  private <T> T evaluate(JsonNode document, Duration time, Ending<T> ending) {
    requireRested();
    try {
      if (!warm) {
        T first = Sandbox.run(WARM_UP_TIME, () -> ending.end(raw(document)));
        warm = true;
        return first;
      }
      return Sandbox.run(time, () -> ending.end(raw(document)));
    } catch (Sandbox.OutOfTime e) {
      restsUntil = System.nanoTime() + REST_NANOS;
      throw new ExpressionFailure(String.valueOf(e.getMessage()));
    }
  }

  private @Nullable Object raw(JsonNode document) {
    Jsonata.Frame frame = compiled.createFrame();
    Bounds.current().watch(frame);
    return compiled.evaluate(JsonValues.of(document), frame);
  }

  private void requireRested() {
    Long until = restsUntil;
    if (until != null && System.nanoTime() - until < 0) {
      throw new ExpressionFailure("it took too long a moment ago");
    }
  }
}
