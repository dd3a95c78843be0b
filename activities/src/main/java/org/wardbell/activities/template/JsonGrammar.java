package org.wardbell.activities.template;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The grammar of JSON (RFC 8259) along all ways through a template's conditions and loops at once:
 * it knows every state that one of them could have led to, and a mark must be right in all. So what
 * it passes is JSON for all values. It notes the first fault; {@link #finish} tells of it.
 */
final class JsonGrammar {
  /** The kinds of what may come next. */
  private enum Expected {
    VALUE,
    /** A value, or the end of the list that has just begun. */
    FIRST_VALUE,
    KEY,
    /** A key, or the end of the object that has just begun. */
    FIRST_KEY,
    COLON,
    /** A comma, or the end of what is open; nothing at all at the document's own level. */
    AFTER
  }

  private static final Set<Expected> VALUES = EnumSet.of(Expected.VALUE, Expected.FIRST_VALUE);
  private static final Set<Expected> KEYS = EnumSet.of(Expected.KEY, Expected.FIRST_KEY);
  private static final Set<Expected> LIST_ENDS = EnumSet.of(Expected.AFTER, Expected.FIRST_VALUE);
  private static final Set<Expected> OBJECT_ENDS = EnumSet.of(Expected.AFTER, Expected.FIRST_KEY);

  private static final Pattern SCALAR =
      Pattern.compile("true|false|null|-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");

  private static final String MARKS = "{}[],:\"";
  private static final String ESCAPABLE = "\"\\/bfnrtu";
  private static final int HEX_DIGITS = 4;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** The states at one place: what is expected, and whether it is inside a string. */
  private record Place(EnumSet<Expected> expected, boolean inString) {}

  /**
   * An open block.
   *
   * @param floor the containers that were open before, which it may not close
   * @param commas whether we write commas between what its elements write
   * @param then the end of its first way, once that is known
   */
  private record Frame(Place before, int floor, boolean commas, @Nullable Place then) {}

  private final StringBuilder containers = new StringBuilder();
  private final Deque<Frame> frames = new ArrayDeque<>();
  private final StringBuilder scalar = new StringBuilder();
  private int scalarBegan;
  private EnumSet<Expected> expected = EnumSet.of(Expected.VALUE);
  private boolean inString;
  private boolean escaped;
  private int hexDigits;
  private boolean blocks;
  private int fault = -1;

  void pass(int position, char c) {
    if (inString) {
      passInString(position, c);
    } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      endScalar();
    } else if (MARKS.indexOf(c) >= 0) {
      endScalar();
      passMark(position, c);
    } else if (!(c == BYTE_ORDER_MARK && position == 0)) {
      if (scalar.isEmpty()) {
        become(position, VALUES, Expected.AFTER);
        scalarBegan = position;
      }
      scalar.append(c);
    }
  }

  private void passInString(int position, char c) {
    if (hexDigits > 0) {
      hexDigits--;
      require(position, Character.digit(c, 16) >= 0 && c < 0x80);
    } else if (escaped) {
      escaped = false;
      hexDigits = c == 'u' ? HEX_DIGITS : 0;
      require(position, ESCAPABLE.indexOf(c) >= 0);
    } else if (c == '"') {
      inString = false;
    } else {
      escaped = c == '\\';
      require(position, c >= ' ');
    }
  }

  private void passMark(int position, char c) {
    switch (c) {
      case '{' -> open(position, c, Expected.FIRST_KEY);
      case '[' -> open(position, c, Expected.FIRST_VALUE);
      case '}' -> close(position, '{', OBJECT_ENDS);
      case ']' -> close(position, '[', LIST_ENDS);
      case ':' -> become(position, EnumSet.of(Expected.COLON), Expected.VALUE);
      case ',' -> {
        require(position, !containers.isEmpty());
        become(
            position,
            EnumSet.of(Expected.AFTER),
            innermost() == '{' ? Expected.KEY : Expected.VALUE);
      }
      default -> {
        inString = true;
        if (KEYS.containsAll(expected)) {
          become(position, KEYS, Expected.COLON);
        } else {
          become(position, VALUES, Expected.AFTER);
        }
      }
    }
  }

  private void open(int position, char container, Expected first) {
    become(position, VALUES, first);
    containers.append(container);
  }

  private void close(int position, char container, Set<Expected> ends) {
    int floor = frames.isEmpty() ? 0 : frames.getFirst().floor();
    require(position, innermost() == container && containers.length() > floor);
    become(position, ends, Expected.AFTER);
    containers.setLength(Math.max(0, containers.length() - 1));
  }

  private char innermost() {
    return containers.isEmpty() ? ' ' : containers.charAt(containers.length() - 1);
  }

  private void become(int position, Set<Expected> right, Expected next) {
    require(position, right.containsAll(expected));
    expected = EnumSet.of(next);
  }

  private void endScalar() {
    if (!scalar.isEmpty()) {
      require(scalarBegan, SCALAR.matcher(scalar).matches());
      scalar.setLength(0);
    }
  }

  private void require(int position, boolean right) {
    if (!right && fault < 0) {
      fault = position;
    }
  }

  /** Passes a placeholder. */
  void passValue(int position) {
    if (inString) {
      require(position, !escaped && hexDigits == 0);
    } else {
      require(position, scalar.isEmpty());
      become(position, VALUES, Expected.AFTER);
    }
  }

  /** Returns whether the next character is a part of {@code \}{@code u0000}. */
  boolean isInEscape() {
    return inString && (escaped || hexDigits > 0);
  }

  boolean isInString() {
    return inString;
  }

  void begin(Piece.Block block) {
    blocks = true;
    require(block.position(), !isInEscape());
    endScalar();
    boolean first =
        !inString
            && (expected.equals(EnumSet.of(Expected.FIRST_VALUE))
                || expected.equals(EnumSet.of(Expected.FIRST_KEY)));
    frames.push(
        new Frame(place(), containers.length(), first && block.kind() == Piece.Kind.EACH, null));
  }

  private Place place() {
    return new Place(EnumSet.copyOf(expected), inString);
  }

  void otherwise(Piece.Block block) {
    Frame frame = endOfWay(block);
    Place end = place();
    if (block.kind() == Piece.Kind.EACH) {
      require(block.position(), frame.commas() ? endsElement(end) : end.equals(frame.before()));
    }
    frames.push(new Frame(frame.before(), frame.floor(), frame.commas(), end));
    expected = EnumSet.copyOf(frame.before().expected());
    inString = frame.before().inString();
  }

  /** Returns whether a comma and a further element, or the list's end, can follow. */
  private static boolean endsElement(Place end) {
    return !end.inString()
        && (LIST_ENDS.containsAll(end.expected()) || OBJECT_ENDS.containsAll(end.expected()));
  }

  boolean end(Piece.Block block) {
    Frame frame = endOfWay(block);
    Place then = frame.then();
    if (then != null) {
      require(block.position(), then.inString() == inString);
      expected.addAll(then.expected());
    }
    return frame.commas();
  }

  private Frame endOfWay(Piece.Block block) {
    Frame frame = frames.pop();
    require(block.position(), !isInEscape() && containers.length() == frame.floor());
    endScalar();
    // After a fault the rest is read on, so that only this one is told.
    containers.setLength(Math.min(containers.length(), frame.floor()));
    return frame;
  }

  /**
   * Ends the document.
   *
   * @throws TemplateSyntaxException if there are conditions or loops, and a way through them makes
   *     something else than JSON; without them one try with any values shows the same
   */
  void finish(int position) {
    endScalar();
    require(
        position, !inString && containers.isEmpty() && expected.equals(EnumSet.of(Expected.AFTER)));
    if (blocks && fault >= 0) {
      throw new TemplateSyntaxException(
          fault,
          "From here on this is not JSON, whatever its conditions and loops come to.",
          "Let {{#if}}, {{else}} and {{#each}} hold whole values, or members with the comma before"
              + " them. Between the elements of a loop that fills a list, commas come by"
              + " themselves.");
    }
  }
}
