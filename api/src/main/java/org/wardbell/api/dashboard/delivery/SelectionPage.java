package org.wardbell.api.dashboard.delivery;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The question before something is done with many deliveries: what it will do, with numbers.
 *
 * @param filter of the list that it was asked from
 * @param ids those that are meant, or nothing where all that match are
 * @param until all that match and were made before this moment; null where ids are named
 * @param subject what it is about, with its number
 * @param effect what it will do, as sentences
 * @param obstacle the reason why it cannot be done, as a sentence, or null
 * @param isTyped whether the act's name has to be typed
 * @param problem what was typed wrongly, or null
 */
public record SelectionPage(
    SelectionAct act,
    DeliveriesFilter filter,
    List<UUID> ids,
    @Nullable String until,
    String subject,
    List<String> effect,
    @Nullable String obstacle,
    boolean isTyped,
    @Nullable String problem) {
  /** Beyond it the act's name has to be typed. */
  static final int TYPED_ABOVE = 100;

  public SelectionPage {
    ids = List.copyOf(ids);
    effect = List.copyOf(effect);
  }

  /** Returns whether there is anything that it can be done with. */
  public boolean isPossible() {
    return obstacle == null;
  }

  /** Returns the filter as hidden fields carry it on. */
  public Map<String, String> carried() {
    return filter.parameters();
  }

  /** Returns the same question with what was typed wrongly. */
  SelectionPage refused() {
    return new SelectionPage(
        act,
        filter,
        ids,
        until,
        subject,
        effect,
        obstacle,
        isTyped,
        "Type " + act.word() + ", as it stands here, to go on.");
  }
}
