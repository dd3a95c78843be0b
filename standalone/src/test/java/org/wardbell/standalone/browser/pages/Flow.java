package org.wardbell.standalone.browser.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A way through the pages whose clicks are counted. Typing is no click; choosing in a list would be
 * one.
 */
final class Flow {
  private static final Map<String, String> TOLD = new TreeMap<>();

  private final String number;
  private final String name;
  private final int limit;
  private final long began = System.nanoTime();
  private int clicks;

  /**
   * @param number its place in the table
   * @param limit clicks at most
   */
  Flow(String number, String name, int limit) {
    this.number = number;
    this.name = name;
    this.limit = limit;
  }

  static void forget() {
    TOLD.clear();
  }

  void click(Locator where) {
    clicks++;
    where.click();
  }

  /** Notes what it took, and fails if it took too many clicks. */
  void end() {
    double seconds = (System.nanoTime() - began) / 1e9;
    TOLD.put(
        number,
        String.format(Locale.ROOT, "| %s | %d | %d | %.1f |", name, clicks, limit, seconds));
    assertThat(clicks).as(name).isLessThanOrEqualTo(limit);
  }

  static void printTable() {
    System.out.println("| flow | clicks | at most | seconds |\n|---|---|---|---|");
    TOLD.values().forEach(System.out::println);
  }
}
