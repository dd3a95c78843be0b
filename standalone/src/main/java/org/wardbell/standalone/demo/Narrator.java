package org.wardbell.standalone.demo;

import java.io.PrintWriter;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/**
 * The narrator of the story: one line per step, in two columns, with colours where the terminal has
 * them.
 */
final class Narrator {
  private static final int LABEL_WIDTH = 30;

  private final PrintWriter out;
  private final Ansi ansi;

  Narrator(PrintWriter out, Ansi ansi) {
    this.out = out;
    this.ansi = ansi;
  }

  void title(String text) {
    print(styled("bold", text));
  }

  void chapter(String text) {
    print("");
    print(styled("bold", text));
  }

  /** Tells that something has happened. */
  void done(String label, String detail) {
    print("  " + styled("green", "✓") + " " + column(label) + detail);
  }

  /** Tells more about the last event. */
  void more(String label, String detail) {
    print("    " + column(label) + styled("faint", detail));
  }

  /** Tells that something went wrong, as it was meant to. */
  void trouble(String label, String detail) {
    print("  " + styled("yellow", "↻") + " " + column(label) + detail);
  }

  /** Tells that something is being prepared. */
  void preparing(String text) {
    print("  " + styled("faint", "· " + text));
  }

  void failed(StepFailed failure, String look) {
    print("  " + styled("red", "✗") + " " + styled("bold", failure.step()));
    print("    expected   " + failure.expected());
    print("    happened   " + failure.happened());
    print("    look at    " + look);
  }

  void pointer(String label, String target) {
    print("  " + column(label) + styled("cyan", target));
  }

  void line(String text) {
    print(text);
  }

  /** Returns the time since then, as "0.4 s". */
  static String since(long nanoTime) {
    return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - nanoTime) / 1e9);
  }

  private static String column(String label) {
    return String.format(Locale.ROOT, "%-" + LABEL_WIDTH + "s", label);
  }

  private String styled(String style, String text) {
    return ansi.enabled() ? ansi.string("@|" + style + " " + text + "|@") : text;
  }

  private void print(String text) {
    out.println(text);
    out.flush();
  }
}
