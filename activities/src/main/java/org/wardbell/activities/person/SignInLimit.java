package org.wardbell.activities.person;

import java.time.Duration;

/** The growing delays between failed sign-ins, by what they are counted by. */
public enum SignInLimit {
  /** One address of a network, or one device that a person signed in on before. */
  NEAR(5, Duration.ofSeconds(5), Duration.ofMinutes(15)),
  /**
   * All tries for one person from devices that nobody signed in on before: slow enough for a
   * guesser with many networks, short enough for the person to wait.
   */
  STRANGERS(100, Duration.ofSeconds(30), Duration.ofSeconds(30));

  /** Doubling ends long before a number overflows. */
  private static final int MOST_DOUBLINGS = 20;

  private final int free;
  private final Duration first;
  private final Duration longest;

  SignInLimit(int free, Duration first, Duration longest) {
    this.free = free;
    this.first = first;
    this.longest = longest;
  }

  /** Returns the wait after so many failures within a day; zero while they are free. */
  Duration after(int failures) {
    if (failures < free) {
      return Duration.ZERO;
    }
    Duration wait = first.multipliedBy(1L << Math.min(MOST_DOUBLINGS, failures - free));
    return wait.compareTo(longest) > 0 ? longest : wait;
  }
}
