package org.wardbell.activities.expression.evaluator;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A document and all questions about it, which are answered one after the other.
 *
 * @param document JSON in UTF-8
 * @param processor time for all answers together; what comes after it is not evaluated
 */
public record Call(byte[] document, List<Question> questions, Duration processor) {
  public Call {
    questions = List.copyOf(questions);
  }

  /** Writes it. */
  public void write(DataOutputStream out) throws IOException {
    Question.writeBytes(out, document);
    out.writeLong(processor.toNanos());
    out.writeInt(questions.size());
    for (Question question : questions) {
      question.write(out);
    }
    out.flush();
  }

  static Call read(DataInputStream in) throws IOException {
    byte[] document = Question.readBytes(in);
    Duration processor = Duration.ofNanos(in.readLong());
    int count = in.readInt();
    List<Question> questions = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      questions.add(Question.read(in));
    }
    return new Call(document, questions, processor);
  }
}
