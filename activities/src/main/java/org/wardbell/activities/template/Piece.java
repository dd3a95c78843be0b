package org.wardbell.activities.template;

import java.util.List;
import java.util.Locale;

/** A part of a template as it is written. */
sealed interface Piece permits Piece.Text, Piece.Block, Placeholder {
  /** Text that stays as it is. */
  record Text(int position, String text) implements Piece {}

  /** A word that begins a block. */
  enum Kind {
    IF,
    UNLESS,
    EACH;

    /** Returns the word as it is written after the opening braces and {@code #}. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A condition or a loop.
   *
   * @param path the variable that decides, or the list
   * @param then what is written if there is something, or for each element
   * @param otherwise what is written if not; may be empty
   */
  record Block(int position, Kind kind, List<String> path, List<Piece> then, List<Piece> otherwise)
      implements Piece {}
}
