package org.wardbell.workflows.appointment;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The fields of an event that are to be written, apart from its time; the others stay as the doctor
 * has them.
 *
 * @param texts new texts; an empty one is taken away
 * @param invited addresses to add
 * @param uninvited addresses to take away
 * @param overwritten texts of the doctor's own that are lost, because the event is for another
 *     patient now
 */
public record ContentChange(
    Map<TextField, String> texts,
    Set<String> invited,
    Set<String> uninvited,
    Set<TextField> overwritten) {
  /** Nothing to write. */
  public static final ContentChange NONE =
      new ContentChange(Map.of(), Set.of(), Set.of(), Set.of());

  public ContentChange {
    texts = Collections.unmodifiableMap(new TreeMap<>(texts));
    invited = Collections.unmodifiableSet(new TreeSet<>(invited));
    uninvited = Collections.unmodifiableSet(new TreeSet<>(uninvited));
    overwritten = Collections.unmodifiableSet(new TreeSet<>(overwritten));
  }

  /** Returns whether nothing is to be written. */
  public boolean isEmpty() {
    return texts.isEmpty() && !changesGuests();
  }

  /** Returns whether the list of guests is to be written, which Google replaces as a whole. */
  public boolean changesGuests() {
    return !invited.isEmpty() || !uninvited.isEmpty();
  }

  @Override
  public String toString() {
    return "ContentChange[hidden]";
  }
}
