package org.wardbell.standalone.storm.fault;

import java.util.function.BooleanSupplier;

/** Something that faults happen to: a process, or the connections to a server. */
public interface FaultTarget {
  String name();

  /**
   * Suffers a fault, and recovers from it.
   *
   * @param wanted false once the storm is over: then a fault that lasts ends at once
   * @return how often it ended by itself before it worked again, and was started once more
   * @throws IllegalStateException with the reason in words, if it does not recover
   */
  int suffer(Fault fault, BooleanSupplier wanted);

  /** Brings back what ended by itself; returns whether it had to. */
  boolean revive();
}
