package org.wardbell.simulator.receiver;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.wardbell.simulator.http.Request;

/** The newest requests, bounded in number and in bytes; the oldest fall out first. */
final class RequestLog {

  /** Requests kept: enough for every storm test, at about 1 KB each some 100 MB. */
  static final int MAX_REQUESTS = 100_000;

  /** Bytes of bodies kept, so that large bodies cannot fill the heap of a test. */
  static final long MAX_BODY_BYTES = 128L * 1024 * 1024;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Deque<ReceivedRequest> requests = new ArrayDeque<>();
  private final int maxRequests;
  private long bodyBytes;
  private long total;

  RequestLog(int maxRequests) {
    this.maxRequests = maxRequests;
  }

  ReceivedRequest add(Request request, String path, int answeredStatus) {
    lock.lock();
    try {
      total++;
      ReceivedRequest received = ReceivedRequest.of(total, request, path, answeredStatus);
      requests.addLast(received);
      bodyBytes += request.body().size();
      while (requests.size() > maxRequests || bodyBytes > MAX_BODY_BYTES) {
        bodyBytes -= requests.removeFirst().body().size();
      }
      arrived.signalAll();
      return received;
    } finally {
      lock.unlock();
    }
  }

  List<ReceivedRequest> select(Predicate<ReceivedRequest> wanted) {
    lock.lock();
    try {
      List<ReceivedRequest> selected = new ArrayList<>();
      for (ReceivedRequest request : requests) {
        if (wanted.test(request)) {
          selected.add(request);
        }
      }
      return selected;
    } finally {
      lock.unlock();
    }
  }

  /** Returns the newest {@code count} requests, newest first. */
  List<ReceivedRequest> newest(int count) {
    lock.lock();
    try {
      List<ReceivedRequest> newest = new ArrayList<>();
      var backwards = requests.descendingIterator();
      while (newest.size() < count && backwards.hasNext()) {
        newest.add(backwards.next());
      }
      return newest;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until {@code count} wanted requests are here; returns those that are here when the time
   * is over.
   */
  List<ReceivedRequest> await(Predicate<ReceivedRequest> wanted, int count, Duration timeout) {
    long left = timeout.toNanos();
    lock.lock();
    try {
      List<ReceivedRequest> selected = select(wanted);
      while (selected.size() < count && left > 0) {
        left = arrived.awaitNanos(left);
        selected = select(wanted);
      }
      return selected;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return select(wanted);
    } finally {
      lock.unlock();
    }
  }

  void clear() {
    lock.lock();
    try {
      requests.clear();
      bodyBytes = 0;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns the number of all requests that ever arrived, also of those that fell out or were
   * cleared.
   */
  long total() {
    lock.lock();
    try {
      return total;
    } finally {
      lock.unlock();
    }
  }
}
