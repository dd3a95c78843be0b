package org.wardbell.activities.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.expression.ExpressionOverload.Reason;

class ExpressionTest {
  private static final UUID CLINIC = new UUID(0, 1);

  private static final byte[] EVENT =
      json(
          "{\"id\":\"e1\",\"type\":\"appointment.booked\",\"data\":{\"name\":\"Grace \\\"O'Neill\\\" 😀\","
              + "\"amount\":10.50,\"big\":9007199254740991,\"none\":null,\"list\":[1,null,3],"
              + "\"mail\":\"grace@example.com\",\"items\":[{\"n\":\"a\",\"p\":2},{\"n\":\"b\",\"p\":3}]}}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "type = 'appointment.booked'¦true",
        "data.amount > 10 and data.mail ~> $contains(/@EXAMPLE\\.com$/i)¦true",
        "data.amount > 11¦false",
        "data.nosuch = 'x'¦false",
        "data.nosuch¦false",
        "$exists(data.none)¦true",
        "$sum(data.items.p) = 5¦true"
      })
  void matches_anyFilter_isTrueOrFalse(String filter, boolean result) {
    assertThat(Expression.compile(filter).matches(CLINIC, EVENT)).isEqualTo(result);
  }

  @ParameterizedTest
  @ValueSource(strings = {"data.name", "1", "data.none", "data", "[true]", "$error('x')", "$foo()"})
  void matches_anythingElse_isAFailureWithoutValues(String filter) {
    assertThatThrownBy(() -> Expression.compile(filter).matches(CLINIC, EVENT))
        .isInstanceOf(ExpressionFailure.class)
        .hasMessageNotContaining("Grace")
        .hasNoCause();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "data.name¦\"Grace \\\"O'Neill\\\" 😀\"",
        "{'a': data.amount, 'b': data.big, 'c': data.none, 'd': data.nosuch}¦{\"a\":10.50,\"b\":9007199254740991,\"c\":null}",
        "data.list¦[1,null,3]",
        "data.items[p>2].n¦\"b\"",
        "data.items.{n: p * 2}¦[{\"a\":4},{\"b\":6}]",
        "[1..3]¦[1,2,3]",
        "data.none¦null",
        "$join(data.items.n, '-')¦\"a-b\"",
        "$pad('é', 3, '#-') & $pad('a', -3)¦\"é#-  a\"",
        "$replace('John Smith', /(\\w+)\\s(\\w+)/, '$2, $1 $$5 $9 $')¦\"Smith, John $5  $\"",
        "$replace('a.b.c', '.', '$1', 1)¦\"a$1b.c\"",
        "$replace('abc', /b/, function($m){$uppercase($m.match)})¦\"aBc\"",
        "$match('ab12', /([a-z])([0-9])/).groups¦[\"b\",\"1\"]",
        "$count($match('aaa', /a/, 2))¦2",
        "$split('a, b ,c', /\\s*,\\s*/)¦[\"a\",\"b\",\"c\"]",
        "$split('a.b.c', '.', 2)¦[\"a\",\"b\"]",
        "$split('ab', '')¦[\"a\",\"b\"]",
        "$contains('abc', 'bc')¦true",
        "$type($millis())¦\"number\"",
        "$now() > '2025-01-01'¦true"
      })
  void transform_anyExpression_isJson(String expression, String result) {
    assertThat(text(Expression.compile(expression).transform(CLINIC, EVENT))).isEqualTo(result);
  }

  @Test
  void transform_thatGivesNothing_isAFailure() {
    assertThatThrownBy(() -> Expression.compile("data.nosuch").transform(CLINIC, EVENT))
        .isInstanceOf(ExpressionFailure.class)
        .hasMessageContaining("nothing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "data.",
        "(((",
        "{\"a\": }",
        "$x := ",
        "/[/",
        "$eval('1')",
        "\"unclosed",
        "data ~> |",
        "@#$%"
      })
  void compile_mistake_isExplained(String source) {
    assertThatThrownBy(() -> Expression.compile(source))
        .isInstanceOf(ExpressionSyntaxException.class)
        .hasMessageNotContaining("null");
  }

  @Test
  void compile_tooLongOrTooDeep_isRefused() {
    assertThatThrownBy(() -> Expression.compile("1+".repeat(9_000) + "1"))
        .isInstanceOf(ExpressionSyntaxException.class);
    String deep = "(".repeat(8_000) + "1" + ")".repeat(8_000);
    assertThatThrownBy(() -> Expression.compile(deep).transform(CLINIC, EVENT))
        .isInstanceOfAny(
            ExpressionSyntaxException.class, ExpressionFailure.class, ExpressionOverload.class);
  }

  /** Each of them would fill the memory, or the day, of a process that lets it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1..10000000]",
        "$count([1..1e7])",
        "$sum([1..600000])",
        "($f := function($n, $s){$n = 0 ? $s : $f($n - 1, $s & $s)}; $f(40, 'x'))",
        "($f := function($n, $s){$n = 0 ? $s : $f($n - 1, $append($s, $s))}; $f(40, ['x']))",
        "($f := function($n, $s){$n = 0 ? $s : $f($n - 1, [$s, $s])}; $string($f(40, ['x'])))",
        "($f := function($n, $s){$n = 0 ? $s : $f($n - 1, {'a':$s, 'b':$s})}; $count($f(40, 1).**))",
        "($f := function($n, $s){$n = 0 ? $s : $f($n - 1, {'a':$s})}; $f(5000, 1))",
        "$pad('x', 1000000000)",
        "$pad('x', -2147483648)",
        "($s := $pad('a', 200000); $replace($s, 'a', $s))",
        "($s := $pad('a', 200000); $replace($s, /a/, $s))",
        "($s := $pad('a', 200000); $join([1..1000].($string($)), $s))",
        "($f := function($n){1 + $f($n + 1)}; $f(1))",
        "[1, ($f := function($n){1 + $f($n + 1)}; $f(1))]",
        "($f := function(){$f()}; $f())",
        "[1, ($f := function(){$f()}; $f())]",
        "[1..100000].([1..100000].($ * 2))",
        "$contains($pad('a', 40, 'a') & '!', /(.*a){25}$/)",
        "$replace($pad('a', 40, 'a') & '!', /(.*a){25}$/, 'x')",
        "$map([1..100], function($x){$map([1..1000], function($y){$map([1..1000], function($z){$x})})})",
        "($e := $eval; $e('1'))"
      })
  void transform_thatWantsTooMuch_isStopped(String expression) {
    Expression compiled = Expression.compile(expression);

    assertThatThrownBy(() -> compiled.transform(CLINIC, EVENT))
        .isInstanceOfAny(ExpressionFailure.class, ExpressionOverload.class);
  }

  @Test
  void transform_resultBeyondItsLimit_isStoppedWhileItIsWritten() {
    assertThatThrownBy(
            () -> Expression.compile("[1..300].($pad('\"', 1000, '\"'))").transform(CLINIC, EVENT))
        .hasMessageContaining("256 KiB");
    assertThat(Expression.compile("$pad('x', 262142)").transform(CLINIC, EVENT)).hasSize(262_144);
    assertThatThrownBy(() -> Expression.compile("$pad('é', 200000, 'é')").transform(CLINIC, EVENT))
        .hasMessageContaining("256 KiB");
  }

  @Test
  void expression_thatTookTooLong_restsForDocumentsOfThatSizeOnly() {
    Expression slow = Expression.compile("$contains($pad(data.t, 40, 'a') & '!', /(.*a){25}$/)");
    byte[] large = json("{\"data\":{\"t\":\"a\"}}");
    byte[] small = json("{\"data\":{}}");
    assertOverload(() -> slow.matches(CLINIC, large), Reason.SLOW);

    assertOverload(() -> slow.matches(CLINIC, large), Reason.RESTING);
    assertThat(Expression.compile("$boolean(1)").matches(CLINIC, large)).isTrue();
    assertThat(slow.matches(CLINIC, small)).isFalse();
  }

  @Test
  void allowance_thatIsUsedUp_defersTheRestAtOnce() {
    Expression quick = Expression.compile("true");
    new Allowance(Duration.ofNanos(1))
        .run(
            () -> {
              assertThat(quick.matches(CLINIC, EVENT)).isTrue();

              assertOverload(() -> quick.matches(CLINIC, EVENT), Reason.ALLOWANCE);
            });

    assertThat(quick.matches(CLINIC, EVENT)).isTrue();
  }

  @Test
  void filters_askedAtOnce_haveAResultEach() {
    List<Expression> filters =
        Stream.of("data.amount = 10.50", "data.amount = 11", "data.name", "data.nosuch = 1")
            .map(Expression::compile)
            .toList();

    assertThat(Expression.matches(CLINIC, EVENT, filters))
        .containsExactly(
            new FilterResult.Said(true),
            new FilterResult.Said(false),
            new FilterResult.Failed("it gives neither true nor false"),
            new FilterResult.Said(false));
  }

  private static void assertOverload(ThrowingCallable work, Reason reason) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            ExpressionOverload.class, overload -> assertThat(overload.reason()).isEqualTo(reason));
  }

  @Test
  void expression_sharedByThreads_keepsTheirEventsApart() throws Exception {
    Expression shared = Expression.compile("($n := data.n; $map([1..50], function($i){$n})[49])");
    List<Thread> threads =
        List.of(1, 2, 3, 4).stream()
            .map(
                n ->
                    Thread.ofVirtual()
                        .unstarted(
                            () -> {
                              for (int i = 0; i < 50; i++) {
                                assertThat(
                                        text(
                                            shared.transform(
                                                CLINIC, json("{\"data\":{\"n\":" + n + "}}"))))
                                    .isEqualTo(Integer.toString(n));
                              }
                            }))
            .toList();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    for (Thread thread : threads) {
      thread.setUncaughtExceptionHandler((_, e) -> failure.set(e));
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(failure.get()).isNull();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] json(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }
}
