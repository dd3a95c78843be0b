package org.wardbell.api.dashboard.search;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.wardbell.api.dashboard.signin.FormProblems;

/**
 * The content of the page of a search.
 *
 * @param asked as it was typed
 * @param isAnswered whether anything was looked for
 * @param clinic the one that was searched by its option, or empty for all of them
 * @param isPartial whether keys, subjects and external ids were left out, for want of a clinic
 */
public record SearchPage(
    String asked,
    String clinic,
    boolean isAnswered,
    List<Hit> hits,
    boolean isPartial,
    FormProblems problems) {
  static final SearchPage EMPTY =
      new SearchPage("", "", false, List.of(), false, FormProblems.NONE);

  public SearchPage {
    hits = List.copyOf(hits);
  }

  /**
   * One thing that was found.
   *
   * @param by the property that is equal to what was looked for
   * @param at when it was, or null if it is the only one of its kind
   * @param about the type of an event, or the name of a delivery's webhook, or empty
   * @param style the class of its state; empty without one
   * @param state its state in a word, or empty
   */
  public record Hit(
      String what,
      String by,
      String address,
      String id,
      @Nullable UUID clinic,
      @Nullable Instant at,
      String about,
      String style,
      String state) {}

  /** Hides what was looked for. */
  @Override
  public String toString() {
    return "SearchPage[hidden]";
  }
}
