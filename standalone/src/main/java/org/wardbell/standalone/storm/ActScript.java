package org.wardbell.standalone.storm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** The acts of a seed: always the same for the same seed. */
final class ActScript {
  /** Appointments of a seed; few, so that many acts meet at the same one. */
  static final int SUBJECTS = 8;

  /** Half hours of a doctor's day; few, so that times collide. */
  static final int SLOTS = 10;

  /** The choices of an act; kinds take the remainder that they need. */
  private static final int NUMBERS = 60;

  private static final int LONGEST_PAUSE_MILLIS = 160;

  /** One act in so many comes at once after the one before it. */
  private static final int AT_ONCE = 3;

  private ActScript() {}

  /** Returns a seed's acts: all appointments are booked, then everything happens to them. */
  static List<Act> of(long seed, int length) {
    Random random = new Random(seed);
    List<Act> acts = new ArrayList<>();
    for (int subject = 0; subject < SUBJECTS; subject++) {
      acts.add(act(random, ActKind.BOOK, subject));
    }
    while (acts.size() < SUBJECTS + length) {
      acts.add(act(random, kind(random), random.nextInt(SUBJECTS)));
    }
    return acts;
  }

  private static Act act(Random random, ActKind kind, int subject) {
    return new Act(
        kind,
        subject,
        random.nextInt(StormWorld.DOCTORS),
        random.nextInt(SLOTS),
        random.nextInt(NUMBERS),
        random.nextInt(AT_ONCE) == 0 ? 0 : random.nextInt(LONGEST_PAUSE_MILLIS));
  }

  private static ActKind kind(Random random) {
    int left = random.nextInt(Arrays.stream(ActKind.values()).mapToInt(ActKind::weight).sum());
    for (ActKind kind : ActKind.values()) {
      left -= kind.weight();
      if (left < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("weights do not add up");
  }
}
