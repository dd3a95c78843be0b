package org.wardbell.standalone.bench.load;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.wardbell.standalone.bench.environment.BenchmarkException;
import org.wardbell.standalone.bench.environment.Deadline;

/**
 * The generator of genuine pushes: it posts what Google would post on these channels, and notes the
 * answers.
 */
public final class PushGenerator {
  private static final int TAKEN = 200;

  private final int port;
  private final List<byte[]> requests;

  /** A channel in the words of Google's headers. */
  public record PushedChannel(String id, String token, String resourceId, String resourceUri) {
    @Override
    public String toString() {
      return "PushedChannel[" + id + "]";
    }
  }

  /**
   * The answers to pushes.
   *
   * @param latency of those that were answered 200, from the intended send, in microseconds
   * @param others answers of other statuses; 0 where the connection broke
   * @param seconds from the first request to the last answer
   */
  public record PushAnswers(Histogram latency, Map<Integer, Integer> others, double seconds) {}

  /** Creates a generator for the server on this port of 127.0.0.1; the channels take turns. */
  public PushGenerator(int port, List<PushedChannel> channels) {
    this.port = port;
    this.requests = channels.stream().map(channel -> request(port, channel)).toList();
  }

  /** Posts the whole load; stops early when the time is over. */
  public PushAnswers post(Load load, Deadline deadline) {
    try (ExecutorService threads = Executors.newFixedThreadPool(load.connections())) {
      SendTimes sendTimes = SendTimes.of(load);
      long began = System.nanoTime();
      List<Future<PushAnswers>> senders = new ArrayList<>();
      for (int i = 0; i < load.connections(); i++) {
        senders.add(threads.submit(() -> send(sendTimes, deadline)));
      }
      Histogram latency = Latencies.histogram();
      Map<Integer, Integer> others = new TreeMap<>();
      for (Future<PushAnswers> sender : senders) {
        PushAnswers answers = get(sender);
        latency.add(answers.latency());
        answers.others().forEach((status, count) -> others.merge(status, count, Integer::sum));
      }
      return new PushAnswers(latency, others, (System.nanoTime() - began) / 1e9);
    }
  }

  private static PushAnswers get(Future<PushAnswers> sender) {
    try {
      return sender.get();
    } catch (ExecutionException e) {
      throw new BenchmarkException("A sender of pushes failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchmarkException("Interrupted.", e);
    }
  }

  private PushAnswers send(SendTimes sendTimes, Deadline deadline) {
    Histogram latency = Latencies.histogram();
    Map<Integer, Integer> others = new TreeMap<>();
    @Nullable HttpConnection connection = null;
    try {
      for (SendTimes.SendTime time = sendTimes.next(); !time.isNone(); time = sendTimes.next()) {
        if (deadline.isOver()) {
          sendTimes.stop();
        }
        int status = SenderLog.NO_ANSWER;
        try {
          connection = connection == null ? HttpConnection.open(port) : connection;
          status = connection.exchange(requests.get(time.number() % requests.size())).status();
        } catch (IOException e) {
          if (connection != null) {
            connection.close();
          }
          connection = null;
        }
        if (status == TAKEN) {
          Latencies.record(latency, (System.nanoTime() - time.intendedNanos()) / 1_000);
        } else {
          others.merge(status, 1, Integer::sum);
        }
      }
      return new PushAnswers(latency, others, 0);
    } finally {
      if (connection != null) {
        connection.close();
      }
    }
  }

  private static byte[] request(int port, PushedChannel channel) {
    return """
        POST /calendar/push HTTP/1.1\r
        Host: 127.0.0.1:%d\r
        Content-Type: application/json; utf-8\r
        X-Goog-Channel-ID: %s\r
        X-Goog-Channel-Token: %s\r
        X-Goog-Resource-ID: %s\r
        X-Goog-Resource-URI: %s\r
        X-Goog-Resource-State: exists\r
        X-Goog-Message-Number: 7\r
        Content-Length: 0\r
        \r
        """
        .formatted(port, channel.id(), channel.token(), channel.resourceId(), channel.resourceUri())
        .getBytes(StandardCharsets.US_ASCII);
  }
}
