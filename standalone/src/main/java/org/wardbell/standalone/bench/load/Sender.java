package org.wardbell.standalone.bench.load;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.wardbell.standalone.bench.load.HttpConnection.Answer;

/**
 * A thread with one connection that takes events at their send times and posts them, until none is
 * left.
 */
final class Sender implements Callable<SenderLog> {
  private static final String ID = "\"id\":\"";
  private static final int ACCEPTED = 202;

  /** So that a server that is gone does not make the generator spin. */
  private static final long PAUSE_AFTER_FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final int port;
  private final EventRequest request;
  private final SendTimes sendTimes;
  private final SenderLog log = new SenderLog();
  private @Nullable HttpConnection connection;

  Sender(int port, EventRequest request, SendTimes sendTimes) {
    this.port = port;
    this.request = request.copy();
    this.sendTimes = sendTimes;
  }

  @Override
  public SenderLog call() {
    try {
      for (SendTimes.SendTime sendTime = sendTimes.next();
          !sendTime.isNone();
          sendTime = sendTimes.next()) {
        post(sendTime);
      }
      return log;
    } finally {
      disconnect();
    }
  }

  private void post(SendTimes.SendTime sendTime) {
    try {
      Answer answer = connected().exchange(request.numbered(sendTime.number()));
      if (answer.status() == ACCEPTED) {
        long latency = System.nanoTime() - sendTime.intendedNanos();
        log.accepted(eventId(answer.body()), EpochMicros.now(), latency);
      } else {
        log.refused(answer.status());
      }
    } catch (IOException e) {
      log.refused(SenderLog.NO_ANSWER);
      disconnect();
      LockSupport.parkNanos(PAUSE_AFTER_FAILURE_NANOS);
    }
  }

  private HttpConnection connected() throws IOException {
    HttpConnection open = connection;
    if (open == null) {
      open = HttpConnection.open(port);
      connection = open;
    }
    return open;
  }

  private void disconnect() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }

  private static String eventId(String body) throws IOException {
    int from = body.indexOf(ID);
    int to = from < 0 ? -1 : body.indexOf('"', from + ID.length());
    if (to < 0) {
      throw new IOException("a 202 without an id");
    }
    return body.substring(from + ID.length(), to);
  }
}
