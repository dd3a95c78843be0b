package org.wardbell.activities.expression.evaluator;

import com.dashjoin.jsonata.Utils;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sizes of values when written out: characters and nodes. A list that holds the same list twice
 * weighs twice as much, however little memory it takes, because some functions walk all of it.
 * Lists and objects are weighed once; they do not change.
 */
final class Weights {
  /** Twice the largest result, which is twice the largest event. */
  static final long MAXIMUM = 512L * 1024;

  /** An event's data is 32 deep at most. */
  private static final int MAXIMUM_NESTING = 64;

  private static final long TOO_MUCH = MAXIMUM + 1;

  /** Nesting is counted with the weight, so that both are known of a value already weighed. */
  private record Weight(long size, int nesting) {}

  private static final Weight LEAF = new Weight(1, 0);
  private static final Weight EXCESS = new Weight(TOO_MUCH, MAXIMUM_NESTING);

  private final IdentityHashMap<Object, Weight> known = new IdentityHashMap<>();

  /** Returns the size, or anything above {@link #MAXIMUM}. */
  long of(@Nullable Object value) {
    return weigh(value, 0).size();
  }

  private Weight weigh(@Nullable Object value, int level) {
    return switch (value) {
      case null -> LEAF;
      case String text -> new Weight(text.length() + 1L, 0);
      // It has its elements only when somebody asks for them.
      case Utils.RangeList range -> new Weight(range.size() + 1L, 1);
      case Collection<?> list -> container(list, list, level);
      case Map<?, ?> object -> container(object, object.values(), level);
      default -> LEAF;
    };
  }

  private Weight container(Object value, Collection<?> elements, int level) {
    Weight before = known.get(value);
    if (before != null) {
      return before;
    }
    if (level > MAXIMUM_NESTING || elements.size() > MAXIMUM) {
      return EXCESS;
    }
    long size = 1;
    int nesting = 0;
    if (value instanceof Map<?, ?> object) {
      for (Object key : object.keySet()) {
        size += String.valueOf(key).length();
      }
    }
    for (Object element : elements) {
      Weight each = weigh(element, level + 1);
      size += each.size();
      nesting = Math.max(nesting, each.nesting() + 1);
      if (size > MAXIMUM || nesting > MAXIMUM_NESTING) {
        return EXCESS;
      }
    }
    Weight weight = new Weight(size, nesting);
    known.put(value, weight);
    return weight;
  }
}
