package org.wardbell.activities.expression;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.wardbell.activities.expression.evaluator.Question;

/**
 * A JSONata expression. An evaluation may compute for some time, nest 100 deep and allocate 64 MiB;
 * none of its values may be larger than 512 Ki characters and nodes. A filter has 100 ms of
 * processor time, a transformation 500 ms.
 */
public final class Expression {
  /** The most characters that a person would still want to read. */
  public static final int MAXIMUM_CHARACTERS = 16 * 1024;

  private static final Pattern EVAL = Pattern.compile("\\$eval\\s*\\(");

  private final String source;

  private Expression(String source) {
    this.source = source;
  }

  /**
   * Returns an expression, after a look at its syntax.
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
      Jsonata.jsonata(source);
      return new Expression(source);
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
   * @param clinic whose document it is
   * @param document JSON in UTF-8
   * @throws ExpressionFailure if it fails, or gives anything else than true or false
   * @throws ExpressionOverload if it was not evaluated to its end
   */
  public boolean matches(UUID clinic, byte[] document) {
    return Evaluations.ask(clinic, document, new Question(Question.Kind.FILTER, source))[0] == 1;
  }

  /** Asks several filters about one document, at once; a result for each, in order. */
  public static List<FilterResult> matches(UUID clinic, byte[] document, List<Expression> filters) {
    return Evaluations.ask(
            clinic,
            document,
            filters.stream()
                .map(filter -> new Question(Question.Kind.FILTER, filter.source))
                .toList())
        .stream()
        .map(Expression::filterResult)
        .toList();
  }

  private static FilterResult filterResult(Evaluations.Result result) {
    return switch (result) {
      case Evaluations.Result.Value(byte[] content) -> new FilterResult.Said(content[0] == 1);
      case Evaluations.Result.Failed(String reason) -> new FilterResult.Failed(reason);
      case Evaluations.Result.Deferred(ExpressionOverload.Reason reason) ->
          new FilterResult.Deferred(reason);
    };
  }

  /**
   * Returns the expression's result for a document, as JSON in UTF-8 of at most 256 KiB.
   *
   * @param clinic whose document it is
   * @param document JSON in UTF-8
   * @throws ExpressionFailure if it fails, or gives nothing
   * @throws ExpressionOverload if it was not evaluated to its end
   */
  public byte[] transform(UUID clinic, byte[] document) {
    return Evaluations.ask(clinic, document, new Question(Question.Kind.TRANSFORMATION, source));
  }
}
