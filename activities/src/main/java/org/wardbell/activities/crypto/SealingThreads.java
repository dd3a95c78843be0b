package org.wardbell.activities.crypto;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * A few lasting threads on which virtual ones have their values sealed. Tink keeps a source of
 * random numbers per thread, and looks for Conscrypt through the whole class path before it makes
 * one; for a virtual thread, which lives as long as its request, that costs more than the sealing.
 */
final class SealingThreads {
  private static final Executor THREADS =
      Executors.newFixedThreadPool(
          Runtime.getRuntime().availableProcessors(),
          Thread.ofPlatform().daemon().name("sealing-", 1).factory());

  private SealingThreads() {}

  /** Does work that computes and never waits; returns or throws what it does. */
  static <T> T compute(Supplier<T> work) {
    if (!Thread.currentThread().isVirtual()) {
      return work.get();
    }
    try {
      return CompletableFuture.supplyAsync(work, THREADS).join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
