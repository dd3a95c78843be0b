package org.wardbell.activities.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wardbell.activities.template.Values;
import tools.jackson.databind.JsonNode;

class ExpressionTest {
  private static final JsonNode EVENT =
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
    assertThat(Expression.compile(filter).matches(EVENT)).isEqualTo(result);
  }

  @ParameterizedTest
  @ValueSource(strings = {"data.name", "1", "data.none", "data", "[true]", "$error('x')", "$foo()"})
  void matches_anythingElse_isAFailureWithoutValues(String filter) {
    assertThatThrownBy(() -> Expression.compile(filter).matches(EVENT))
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
        "{'a': data.amount, 'b': data.big, 'c': data.none, 'd': data.nosuch}¦{\"a\":10.5,\"b\":9007199254740991,\"c\":null}",
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
    assertThat(text(Expression.compile(expression).transform(EVENT))).isEqualTo(result);
  }

  @Test
  void transform_thatGivesNothing_isAFailure() {
    assertThatThrownBy(() -> Expression.compile("data.nosuch").transform(EVENT))
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
    assertThatThrownBy(() -> Expression.compile(deep).transform(EVENT))
        .isInstanceOfAny(ExpressionSyntaxException.class, ExpressionFailure.class);
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

    assertThatThrownBy(() -> compiled.transform(EVENT)).isInstanceOf(ExpressionFailure.class);
  }

  @Test
  void transform_resultBeyondItsLimit_isStoppedWhileItIsWritten() {
    assertThatThrownBy(
            () -> Expression.compile("[1..300].($pad('\"', 1000, '\"'))").transform(EVENT))
        .hasMessageContaining("256 KiB");
    assertThat(Expression.compile("$pad('x', 262142)").transform(EVENT)).hasSize(262_144);
    assertThatThrownBy(() -> Expression.compile("$pad('é', 200000, 'é')").transform(EVENT))
        .hasMessageContaining("256 KiB");
  }

  @Test
  void expression_thatTookTooLong_restsInsteadOfTakingLongAgain() {
    Expression endless = Expression.compile("$contains($pad('a', 40, 'a') & '!', /(.*a){25}$/)");
    assertThatThrownBy(() -> endless.matches(EVENT)).hasMessageContaining("takes too long");

    assertThatThrownBy(() -> endless.matches(EVENT)).hasMessageContaining("a moment ago");
  }

  @Test
  void allowance_thatIsUsedUp_failsTheRestAtOnce() {
    Expression quick = Expression.compile("true");
    AtomicReference<String> third = new AtomicReference<>();
    Allowance.within(
        Duration.ofMillis(1),
        () -> {
          assertThatThrownBy(
                  () -> Expression.compile("($f := function(){$f()}; $f())").matches(EVENT))
              .isInstanceOf(ExpressionFailure.class);
          try {
            quick.matches(EVENT);
          } catch (ExpressionFailure e) {
            third.set(e.getMessage());
          }
        });

    assertThat(third.get()).contains("together");
    assertThat(quick.matches(EVENT)).isTrue();
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
                                            shared.transform(json("{\"data\":{\"n\":" + n + "}}"))))
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

  private static JsonNode json(String json) {
    return Values.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
