package org.wardbell.api.dashboard.editor;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of a command as a POSIX shell cuts it (XCU, section 2.2): quotes, backslashes and
 * continued lines, and {@code $'…'} as browsers write it. Nothing is replaced or run.
 */
final class ShellWords {
  private final String text;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private ShellWords(String text) {
    this.text = text;
  }

  /**
   * Returns the words.
   *
   * @throws IllegalArgumentException if a quote is not closed
   */
  static List<String> of(String text) {
    ShellWords cut = new ShellWords(text);
    cut.cut();
    return List.copyOf(cut.words);
  }

  private void cut() {
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (Character.isWhitespace(c)) {
        end();
      } else if (c == '\'') {
        quoted();
      } else if (c == '"') {
        doubleQuoted();
      } else if (c == '$' && at < text.length() && text.charAt(at) == '\'') {
        at++;
        spelled();
      } else if (c == '\\' || (c == '^' && isEndOfLine(at))) {
        escaped();
      } else {
        add(c);
      }
    }
    end();
  }

  private boolean isEndOfLine(int position) {
    return position < text.length() && "\r\n".indexOf(text.charAt(position)) >= 0;
  }

  private void add(char c) {
    word.append(c);
    inWord = true;
  }

  private void end() {
    if (inWord) {
      words.add(word.toString());
    }
    word.setLength(0);
    inWord = false;
  }

  private void escaped() {
    if (isEndOfLine(at)) {
      at += text.startsWith("\r\n", at) ? 2 : 1;
    } else if (at < text.length()) {
      add(text.charAt(at++));
    }
  }

  private void quoted() {
    int close = text.indexOf('\'', at);
    requireClosed(close >= 0);
    word.append(text, at, close);
    inWord = true;
    at = close + 1;
  }

  private void doubleQuoted() {
    inWord = true;
    while (at < text.length() && text.charAt(at) != '"') {
      char c = text.charAt(at++);
      if (c == '\\' && at < text.length() && "\"\\$`\r\n".indexOf(text.charAt(at)) >= 0) {
        escaped();
      } else {
        word.append(c);
      }
    }
    requireClosed(at < text.length());
    at++;
  }

  private void spelled() {
    inWord = true;
    while (at < text.length() && text.charAt(at) != '\'') {
      char c = text.charAt(at++);
      word.append(
          c == '\\' && at < text.length() ? spelledOut(text.charAt(at++)) : String.valueOf(c));
    }
    requireClosed(at < text.length());
    at++;
  }

  private String spelledOut(char letter) {
    return switch (letter) {
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case 'u' -> code(4);
      case 'x' -> code(2);
      default -> String.valueOf(letter);
    };
  }

  private String code(int digits) {
    int end = Math.min(text.length(), at + digits);
    String number = text.substring(at, end);
    if (!number.matches("[0-9A-Fa-f]{" + digits + "}")) {
      throw new IllegalArgumentException("A character is spelled with too few digits.");
    }
    at = end;
    return String.valueOf((char) Integer.parseInt(number, 16));
  }

  private static void requireClosed(boolean closed) {
    if (!closed) {
      throw new IllegalArgumentException("A quote is opened and not closed.");
    }
  }
}
