package com.dashjoin.jsonata;

import com.dashjoin.jsonata.Parser.Symbol;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.stream.Stream;
import org.wardbell.activities.expression.evaluator.ExactNumber;

/**
 * An expression whose numbers are compared exactly, and whose whole numbers are calculated with
 * exactly; the library turns them into doubles, for which 8202522731445525542 and …543 are the
 * same. It stands in the library's package because the library offers its operators to nobody else.
 * The library evaluates with the expression that its thread compiled last, so a thread that
 * compiles one like this must compile all like this.
 */
public final class ExactJsonata extends Jsonata {
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private ExactJsonata(String source) {
    super(source);
  }

  /**
   * Compiles an expression.
   *
   * @throws JException if it has a mistake
   */
  public static Jsonata compile(String source) {
    ExactJsonata compiled = new ExactJsonata(source);
    compiled.keepDigits(compiled.ast, source);
    compiled.seen.clear();
    return compiled;
  }

  @Override
  Object evaluateEqualityExpression(Object left, Object right, String operator) {
    if (left instanceof Number one && right instanceof Number other) {
      if (one instanceof ExactNumber || other instanceof ExactNumber) {
        return (ExactNumber.compare(one, other) == 0) == operator.equals("=");
      }
    }
    return super.evaluateEqualityExpression(left, right, operator);
  }

  @Override
  Object evaluateComparisonExpression(Object left, Object right, String operator) {
    if (left instanceof Number one && right instanceof Number other) {
      if (one instanceof ExactNumber || other instanceof ExactNumber) {
        int order = ExactNumber.compare(one, other);
        return switch (operator) {
          case "<" -> order < 0;
          case "<=" -> order <= 0;
          case ">" -> order > 0;
          default -> order >= 0;
        };
      }
    }
    return super.evaluateComparisonExpression(left, right, operator);
  }

  @Override
  Object evaluateNumericExpression(Object left, Object right, String operator) {
    if (left instanceof Number one && right instanceof Number other) {
      Number exact = ExactNumber.calculate(one, operator, other);
      if (exact != null) {
        return exact;
      }
    }
    return super.evaluateNumericExpression(left, right, operator);
  }

  /** Gives whole numbers of the source, which the parser made doubles, their digits back. */
  private void keepDigits(Object part, String source) {
    switch (part) {
      case Symbol symbol when seen.add(symbol) -> {
        if (symbol.value instanceof Number number) {
          symbol.value = written(number, symbol.position, source);
        }
        children(symbol).forEach(child -> keepDigits(child, source));
      }
      case Collection<?> list -> list.forEach(each -> keepDigits(each, source));
      case Object[] pair -> Stream.of(pair).forEach(each -> keepDigits(each, source));
      case null, default -> {}
    }
  }

  private static Stream<Object> children(Symbol symbol) {
    Stream.Builder<Object> all = Stream.builder();
    all.add(symbol.value).add(symbol.expr).add(symbol.expression).add(symbol.expressions);
    all.add(symbol.lhs).add(symbol.rhs).add(symbol.lhsObject).add(symbol.rhsObject);
    all.add(symbol.steps).add(symbol.stages).add(symbol.predicate).add(symbol.group);
    all.add(symbol.procedure).add(symbol.arguments).add(symbol.body).add(symbol.nextFunction);
    all.add(symbol.condition).add(symbol.then).add(symbol._else).add(symbol.slot);
    all.add(symbol.terms).add(symbol.rhsTerms);
    all.add(symbol.pattern).add(symbol.update).add(symbol.delete);
    return all.build();
  }

  /** Returns the number as it is written before this position, if that is a long whole number. */
  private static Number written(Number parsed, int end, String source) {
    double value = parsed.doubleValue();
    if (Math.abs(value) < ExactNumber.WHOLE_NUMBERS || end > source.length()) {
      return parsed;
    }
    int begin = end;
    while (begin > 0 && source.charAt(begin - 1) >= '0' && source.charAt(begin - 1) <= '9') {
      begin--;
    }
    if (begin == end) {
      return parsed;
    }
    BigDecimal digits = new BigDecimal(source.substring(begin, end));
    BigDecimal signed = value < 0 ? digits.negate() : digits;
    return signed.doubleValue() == value ? ExactNumber.of(signed) : parsed;
  }
}
