package org.wardbell.api.session;

import java.time.Duration;
import java.util.Base64;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.problem.ProblemKind;

/**
 * The hashing of passwords with Argon2id, which is meant to cost time and memory. It has a thread
 * of its own for known devices and one for strangers, so that two hashes are made at once at most,
 * and a flood of guesses takes neither the web server's time nor that of people who were here
 * before.
 */
@Component
final class PasswordHashing implements DisposableBean {
  /** OWASP's parameters for Argon2id: 19 MiB, two passes, one lane. */
  private static final int MEMORY_KIB = 19 * 1024;

  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  /**
   * A hash of the same parameters that no password has; compared with where there is none, so that
   * this takes as long as one that is wrong.
   */
  static final String NOBODYS =
      "$argon2id$v=19$m=%d,t=%d,p=%d$".formatted(MEMORY_KIB, PASSES, LANES)
          + base64(SALT_BYTES)
          + "$"
          + base64(HASH_BYTES);

  /** At a tenth of a second each, who comes last waits two seconds. */
  private static final int WAITING = 20;

  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** The two queues. */
  enum Queue {
    KNOWN_DEVICES,
    STRANGERS
  }

  private final Argon2PasswordEncoder encoder =
      new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, MEMORY_KIB, PASSES);

  private final Map<Queue, ThreadPoolExecutor> threads = new EnumMap<>(Queue.class);

  PasswordHashing() {
    for (Queue queue : Queue.values()) {
      threads.put(
          queue,
          new ThreadPoolExecutor(
              1,
              1,
              0,
              TimeUnit.SECONDS,
              new ArrayBlockingQueue<>(WAITING),
              Thread.ofPlatform().daemon().name("password-hashing-" + queue).factory()));
    }
  }

  /**
   * Returns whether a password has this hash. Without a hash it has not, and that takes as long.
   *
   * @throws ProblemException 503 if too many passwords wait
   */
  boolean matches(String password, @Nullable String hash, Queue queue) {
    boolean matches = inTurn(queue, () -> encoder.matches(password, hash == null ? NOBODYS : hash));
    return matches && hash != null;
  }

  /**
   * Returns the hash of a new password, with its parameters.
   *
   * @throws ProblemException 503 if too many passwords wait
   */
  String hash(String password, Queue queue) {
    return String.valueOf(inTurn(queue, () -> encoder.encode(password)));
  }

  private static String base64(int bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(new byte[bytes]);
  }

  private <T> T inTurn(Queue queue, Callable<T> work) {
    ThreadPoolExecutor thread = threads.get(queue);
    if (thread == null) {
      throw new IllegalStateException(queue + " has no thread");
    }
    Future<T> result;
    try {
      result = thread.submit(work);
    } catch (RejectedExecutionException full) {
      throw busy();
    }
    try {
      return result.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      result.cancel(false);
      throw busy();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("a password could not be hashed", failed.getCause());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw busy();
    }
  }

  private static ProblemException busy() {
    return ProblemException.later(
        ProblemKind.UNAVAILABLE,
        "Too many people sign in at this moment. Try again.",
        Duration.ofSeconds(5));
  }

  @Override
  public void destroy() {
    threads.values().forEach(ThreadPoolExecutor::shutdownNow);
  }
}
