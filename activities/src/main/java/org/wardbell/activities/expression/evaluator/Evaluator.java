package org.wardbell.activities.expression.evaluator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.template.Values;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The evaluator of expressions and schemas, on one thread; it remembers what it compiled. */
final class Evaluator {
  /** Characters of what is remembered; compiled, a character takes some hundred bytes. */
  private static final int REMEMBERED_CHARACTERS = 256 * 1024;

  private static final byte[] YES = {1};
  private static final byte[] NO = {0};

  private static final Map<Question.Kind, String> USUAL =
      Map.of(
          Question.Kind.FILTER,
          "data.a > 1 and $contains(data.b, /x/i) and data.c = 'd' and $exists(data.e[f=1])",
          Question.Kind.TRANSFORMATION,
          "{'a': data.a * 2, 'b': $uppercase(data.b) & '!', 'c': $map(data.e, function($v){$v.f}),"
              + " 'd': $fromMillis($toMillis('2025-01-01T00:00:00Z')), 'e': $sum(data.e.f)}",
          Question.Kind.SCHEMA,
          "{\"type\":\"object\",\"required\":[\"data\"],\"properties\":{\"data\":{\"properties\":"
              + "{\"a\":{\"type\":\"number\",\"minimum\":1},\"b\":{\"pattern\":\"^x\"}}}}}");

  private static final byte[] DOCUMENT =
      "{\"id\":\"1\",\"data\":{\"a\":10.50,\"b\":\"x\",\"c\":\"d\",\"e\":[{\"f\":1},{\"f\":2}]}}"
          .getBytes(StandardCharsets.UTF_8);

  private static final int WARM_UPS = 200;

  /** The receiver of answers. */
  interface Answers {
    void add(Answer answer) throws IOException;
  }

  /** A compiled question. */
  private static final class Compiled {
    private final Question question;
    private final Object form;
    private boolean warm;

    private Compiled(Question question) {
      this.question = question;
      this.form =
          question.kind() == Question.Kind.SCHEMA
              ? CompiledSchema.of(question.source())
              : CompiledExpression.of(question.source());
    }

    /** A first run loads classes and fills caches, which must not count against a document. */
    private Duration time() {
      return warm
          ? question.kind() == Question.Kind.FILTER ? Bounds.FILTER_TIME : Bounds.LONGER_TIME
          : Bounds.WARM_UP_TIME;
    }

    private byte[] value(JsonNode document) {
      byte[] value =
          switch (form) {
            case CompiledSchema schema -> SchemaMisfit.write(schema.misfits(document));
            case CompiledExpression expression when question.kind() == Question.Kind.FILTER ->
                expression.matches(document) ? YES : NO;
            case CompiledExpression expression -> expression.transform(document);
            default -> throw new IllegalStateException();
          };
      warm = true;
      return value;
    }
  }

  private final LinkedHashMap<Question, Compiled> remembered = new LinkedHashMap<>(64, 0.75f, true);
  private int characters;

  /** Loads the classes and compiles the paths that usual expressions and schemas need. */
  void warmUp() throws IOException {
    List<Question> usual =
        USUAL.entrySet().stream()
            .map(each -> new Question(each.getKey(), each.getValue()))
            .toList();
    for (int i = 0; i < WARM_UPS; i++) {
      answer(new Call(DOCUMENT, usual, Duration.ofSeconds(1)), _ -> {});
    }
  }

  void answer(Call call, Answers answers) throws IOException {
    long left = call.processor().toNanos();
    Document document = new Document(call.document());
    for (Question question : call.questions()) {
      Answer answer = left <= 0 ? notTried() : answer(question, document);
      left -= answer.processor().toNanos();
      answers.add(answer);
    }
  }

  private static Answer notTried() {
    return new Answer(Answer.Kind.NOT_TRIED, Duration.ZERO, new byte[0]);
  }

  /** A document that is parsed for the first question, so that this is bounded as well. */
  private static final class Document {
    private final byte[] json;
    private @Nullable JsonNode parsed;

    private Document(byte[] json) {
      this.json = json;
    }

    private JsonNode parsed() {
      JsonNode node = parsed == null ? Values.parse(json) : parsed;
      parsed = node;
      return node;
    }
  }

  private Answer answer(Question question, Document document) {
    long begun = Bounds.processorNanos();
    try {
      JsonNode json = document.parsed();
      Compiled compiled = compiled(question);
      byte[] value = new Bounds(compiled.time()).around(() -> compiled.value(json));
      return new Answer(Answer.Kind.VALUE, since(begun), value);
    } catch (OutOfBounds bounds) {
      return bounds.isTime()
          ? new Answer(Answer.Kind.SLOW, since(begun), new byte[0])
          : Answer.failure(String.valueOf(bounds.getMessage()), since(begun).toNanos());
    } catch (StackOverflowError e) {
      return Answer.failure("it nests too deep", since(begun).toNanos());
    } catch (JacksonException e) {
      return Answer.failure("the document cannot be read", since(begun).toNanos());
    } catch (RuntimeException e) {
      // Its text may quote the document.
      return Answer.failure("it does not work with this event's values", since(begun).toNanos());
    }
  }

  private static Duration since(long begun) {
    return Duration.ofNanos(Bounds.processorNanos() - begun);
  }

  private Compiled compiled(Question question) {
    Compiled known = remembered.get(question);
    if (known != null) {
      return known;
    }
    Compiled compiled = new Compiled(question);
    remembered.put(question, compiled);
    characters += question.source().length();
    var oldest = remembered.entrySet().iterator();
    while (characters > REMEMBERED_CHARACTERS && remembered.size() > 1) {
      characters -= oldest.next().getKey().source().length();
      oldest.remove();
    }
    return compiled;
  }
}
