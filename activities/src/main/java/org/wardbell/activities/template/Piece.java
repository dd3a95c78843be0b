package org.wardbell.activities.template;

/** A part of a parsed template. */
sealed interface Piece permits Piece.Text, Placeholder {
  /** Text that stays as it is. */
  record Text(int position, String text) implements Piece {}
}
