package org.wardbell.standalone.storm.invariant;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** A count of what keeps an invariant, and what breaks it. */
final class Tally {
  /** A person looks at the first few; the logs have the rest. */
  private static final int EXAMPLES = 10;

  private final String number;
  private final String says;
  private final List<String> examples = new ArrayList<>();
  private long checked;
  private long violations;

  Tally(String number, String says) {
    this.number = number;
    this.says = says;
  }

  /** Counts one thing that was looked at. */
  void check(boolean kept, Supplier<String> otherwise) {
    checked++;
    if (!kept) {
      violations++;
      if (examples.size() < EXAMPLES) {
        examples.add(otherwise.get());
      }
    }
  }

  Finding finding() {
    return new Finding(number, says, checked, violations, List.copyOf(examples));
  }
}
