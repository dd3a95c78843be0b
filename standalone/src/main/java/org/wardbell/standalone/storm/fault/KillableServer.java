package org.wardbell.standalone.storm.fault;

/** A server that runs as a process of its own. */
public interface KillableServer {
  String name();

  /** Ends it at once, as {@code kill -9} does, and waits for its end. */
  void kill();

  /** Starts it on the data that it had. */
  void start();

  /** Removes the data of a server that has ended. */
  void wipe();

  boolean isAlive();

  /** Returns whether it answers as it should. */
  boolean isReady();

  long pid();
}
