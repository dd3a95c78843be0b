package org.wardbell.simulator.receiver;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.wardbell.simulator.http.Bytes;
import org.wardbell.simulator.http.Connection;
import org.wardbell.simulator.http.Reasons;
import org.wardbell.simulator.http.Request;
import org.wardbell.simulator.http.Response;

/** The player of a step on a connection. */
final class StepPlayer {

  /** Bytes per write of an endless body. */
  private static final int ENDLESS_WRITE_BYTES = 16 * 1024;

  private StepPlayer() {}

  static void play(Step step, Request request, Connection connection) throws IOException {
    pause(step.delay());
    switch (step.manner()) {
      case AnswerStyle.Whole whole -> connection.send(response(step));
      case AnswerStyle.Hang hang -> connection.staySilent();
      case AnswerStyle.ResetAfter reset -> reset(step, reset.bytes(), connection);
      case AnswerStyle.DripHead drip -> dripHead(step, drip.between(), connection);
      case AnswerStyle.DripBody drip -> dripBody(step, drip.between(), connection);
      case AnswerStyle.Endless endless -> endless(step, connection);
      case AnswerStyle.Echo echo -> connection.send(response(step).withBody(request.body()));
      case AnswerStyle.Raw raw -> {
        connection.sendRaw(raw.bytes().toArray());
        connection.close();
      }
    }
  }

  private static Response response(Step step) {
    return new Response(step.status(), step.headers(), step.body());
  }

  private static void reset(Step step, int bytes, Connection connection) throws IOException {
    byte[] head = response(step).head(false);
    byte[] body = step.body().toArray();
    byte[] whole = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    connection.sendRaw(whole, 0, Math.min(bytes, whole.length));
    connection.reset();
  }

  private static void dripHead(Step step, Duration between, Connection connection)
      throws IOException {
    drip(response(step).head(false), between, connection);
    connection.sendRaw(step.body().toArray());
  }

  private static void dripBody(Step step, Duration between, Connection connection)
      throws IOException {
    connection.sendRaw(response(step).head(false));
    drip(step.body().toArray(), between, connection);
  }

  private static void drip(byte[] bytes, Duration between, Connection connection)
      throws IOException {
    for (int index = 0; index < bytes.length; index++) {
      connection.sendRaw(bytes, index, 1);
      pause(between);
    }
  }

  private static void endless(Step step, Connection connection) throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + step.status() + " ");
    head.append(Reasons.of(step.status())).append("\r\n");
    step.headers().forEach(h -> head.append(h.name() + ": " + h.value() + "\r\n"));
    head.append("Connection: close\r\n\r\n");
    connection.sendRaw(head.toString().getBytes(StandardCharsets.ISO_8859_1));
    byte[] piece = new byte[ENDLESS_WRITE_BYTES];
    Arrays.fill(piece, (byte) 'x');
    while (true) {
      // Ends with the IOException of a client that has read enough and left.
      connection.sendRaw(piece);
    }
  }

  private static void pause(Duration time) throws IOException {
    if (time.isZero()) {
      return;
    }
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      InterruptedIOException stopped = new InterruptedIOException("interrupted while waiting");
      stopped.initCause(e);
      throw stopped;
    }
  }

  /** Returns a body of {@code size} bytes for steps that need one to drip. */
  static Bytes filler(int size) {
    return Bytes.utf8("x".repeat(size));
  }
}
