package org.wardbell.activities.payload;

import java.math.BigDecimal;
import java.util.HashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** Values as events may carry them: every character, every kind, nested and large. */
public final class AnyValues extends DomainContextBase {
  /** Marks of every format, line breaks, control characters, and letters beyond ASCII. */
  private static final String TROUBLE =
      "\"'\\\\{}[]<>&;=%+?#/:,.-_~* \r\n\t\u0000\u0001\u007f\u0085\u2028\ufffe\uffffé😀ab";

  @Provide
  public Arbitrary<String> texts() {
    // Whole code points: half a surrogate pair is no text that UTF-8 could carry.
    return Arbitraries.frequencyOf(
        Tuple.of(
            6,
            Arbitraries.of(TROUBLE.codePoints().boxed().toList())
                .list()
                .ofMaxSize(20)
                .map(
                    points -> points.stream().map(Character::toString).reduce("", String::concat))),
        Tuple.of(
            3,
            Arbitraries.integers()
                .between(0, 0x10FFFF)
                .filter(point -> point < 0xD800 || point > 0xDFFF)
                .list()
                .ofMaxSize(10)
                .map(
                    points -> points.stream().map(Character::toString).reduce("", String::concat))),
        Tuple.of(1, Arbitraries.integers().between(1, 400).map("--wardbell-&<\"\n"::repeat)));
  }

  @Provide
  public Arbitrary<Object> values() {
    Arbitrary<Object> leaves =
        Arbitraries.oneOf(
            texts().map(Object.class::cast),
            Arbitraries.longs().map(Object.class::cast),
            Arbitraries.bigDecimals()
                .between(new BigDecimal("-1e20"), new BigDecimal("1e20"))
                .map(Object.class::cast),
            Arbitraries.of(true, false).map(Object.class::cast));
    return Arbitraries.lazyOf(
        () -> leaves,
        () -> leaves.list().ofMaxSize(3).map(Object.class::cast),
        () ->
            Arbitraries.maps(texts(), leaves).ofMaxSize(3).map(map -> (Object) new HashMap<>(map)));
  }
}
