package org.wardbell.activities.expression.evaluator;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The child process: it reads calls from standard input, and writes the answers to standard output,
 * one at a time. It ends when its input does, which is when its parent ended.
 */
public final class EvaluatorMain {
  /** The first byte that it writes, once it is warm. */
  public static final int READY = 'R';

  /** Nested 100 deep, an expression needs some hundred KiB; schemas nest deeper. */
  private static final long STACK_BYTES = 4L * 1024 * 1024;

  private static final int BUFFER_BYTES = 64 * 1024;

  private EvaluatorMain() {}

  /** Starts it. */
  public static void main(String[] arguments) throws IOException {
    // Standard output is the pipe of answers, and what a library prints could quote a document.
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    System.setOut(nowhere);
    System.setErr(nowhere);
    BlockingQueue<Call> calls = new LinkedBlockingQueue<>();
    Thread evaluator = new Thread(null, () -> evaluate(calls), "evaluator", STACK_BYTES);
    evaluator.setDaemon(true);
    evaluator.start();
    // Reads on a thread of its own, so that it sees its parent's end during an evaluation as well.
    try (DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new FileInputStream(FileDescriptor.in), BUFFER_BYTES))) {
      while (true) {
        calls.add(Call.read(in));
      }
    } catch (IOException ended) {
      Runtime.getRuntime().halt(0);
    }
  }

  private static void evaluate(BlockingQueue<Call> calls) {
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER_BYTES))) {
      Evaluator evaluator = new Evaluator();
      evaluator.warmUp();
      out.writeByte(READY);
      out.flush();
      while (true) {
        evaluator.answer(calls.take(), answer -> answer.write(out));
      }
    } catch (Throwable broken) {
      Runtime.getRuntime().halt(1); // Its parent starts another one.
    }
  }
}
