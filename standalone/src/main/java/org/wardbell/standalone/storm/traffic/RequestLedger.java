package org.wardbell.standalone.storm.traffic;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.wardbell.simulator.receiver.ReceivedRequest;
import org.wardbell.standalone.storm.invariant.SeenDelivery;

/**
 * A ledger of what receivers saw, in the storm's own process, so that no fault touches it. It keeps
 * a line for each delivery, and of bodies a digest.
 */
final class RequestLedger {
  private final Map<UUID, Line> lines = new ConcurrentHashMap<>();
  private final Map<String, StormWebhook> webhooks = new ConcurrentHashMap<>();
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong strangers = new AtomicLong();

  /** The line of one delivery. Changed under its own lock. */
  private static final class Line {
    private final UUID event;
    private final String path;
    private final byte[] digest;
    private int requests;
    private int successes;
    private boolean sameBytes = true;
    private int unsigned;

    Line(UUID event, String path, byte[] digest) {
      this.event = event;
      this.path = path;
      this.digest = digest;
    }
  }

  /** Expects the requests of a webhook. */
  void expect(StormWebhook webhook) {
    webhooks.put(webhook.facts().path(), webhook);
  }

  /** Records a request; called before its receiver answers. */
  void add(ReceivedRequest request) {
    requests.incrementAndGet();
    UUID delivery = id(request.webhookId());
    UUID event = id(request.header("wardbell-event-id"));
    StormWebhook webhook = webhooks.get(request.path());
    if (delivery == null || event == null || webhook == null) {
      strangers.incrementAndGet();
      return;
    }
    byte[] digest = digest(request.body().toArray());
    Line line = lines.computeIfAbsent(delivery, _ -> new Line(event, request.path(), digest));
    synchronized (line) {
      line.requests++;
      line.successes += request.answeredStatus() == 200 ? 1 : 0;
      line.sameBytes &=
          Arrays.equals(digest, line.digest)
              && event.equals(line.event)
              && request.path().equals(line.path);
      line.unsigned += webhook.isSigned(request) ? 0 : 1;
    }
  }

  private static @Nullable UUID id(@Nullable String text) {
    try {
      return text == null ? null : UUID.fromString(text);
    } catch (IllegalArgumentException none) {
      return null;
    }
  }

  private static byte[] digest(byte[] body) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(body);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }

  long requests() {
    return requests.get();
  }

  /** Returns how many requests named no delivery, or came where no webhook leads. */
  long strangers() {
    return strangers.get();
  }

  /** Returns what was seen, by delivery. */
  Map<UUID, SeenDelivery> seen() {
    Map<UUID, SeenDelivery> seen = new HashMap<>();
    for (Map.Entry<UUID, Line> each : List.copyOf(lines.entrySet())) {
      Line line = each.getValue();
      synchronized (line) {
        seen.put(
            each.getKey(),
            new SeenDelivery(
                each.getKey(),
                line.event,
                line.path,
                line.requests,
                line.successes,
                line.sameBytes,
                line.unsigned));
      }
    }
    return seen;
  }
}
