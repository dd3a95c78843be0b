package org.wardbell.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command line of {@code ./wardbell test}.
 *
 * @param fast whether all tests that need no server are asked for
 * @param selections the classes asked for, in the order given
 * @param properties system properties for the tests, as {@code -Dname=value}
 */
record TestRequest(boolean fast, List<Selection> selections, List<String> properties) {
  static final String USAGE =
      """
      Compiles what has changed and runs tests, without Error Prone, NullAway, format and enforcer.

        ./wardbell test SignaturesTest              one test class, in whichever room it is
        ./wardbell test SignaturesTest#signature_*  those of its methods
        ./wardbell test 'Hostile*' DrainTest        several; * stands for any letters
        ./wardbell test --fast                      every test that needs no MySQL and no Temporal server
        ./wardbell test DrainTest -Dname=value      with a system property for the tests

      What decides is ./mvnw -B verify.""";

  /**
   * A class asked for, and perhaps some of its methods.
   *
   * @param type a simple or a full name, perhaps with stars
   */
  record Selection(String type, Optional<String> method) {
    private static Selection of(String argument) {
      int hash = argument.indexOf('#');
      return hash < 0
          ? new Selection(argument, Optional.empty())
          : new Selection(argument.substring(0, hash), Optional.of(argument.substring(hash + 1)));
    }
  }

  /** Returns what the arguments ask for; nothing if they ask for the explanation. */
  static Optional<TestRequest> of(List<String> arguments) {
    boolean fast = false;
    List<Selection> selections = new ArrayList<>();
    List<String> properties = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.equals("--help") || argument.equals("-h")) {
        return Optional.empty();
      }
      if (argument.equals("--fast")) {
        fast = true;
      } else if (argument.startsWith("-D")) {
        properties.add(argument);
      } else if (argument.startsWith("-")) {
        throw refusal("There is no option " + argument + ".");
      } else {
        selections.add(Selection.of(argument));
      }
    }
    if (!fast && selections.isEmpty()) {
      throw refusal("Name a test class, or --fast.");
    }
    if (fast && !selections.isEmpty()) {
      throw refusal("--fast goes without names: it runs all that need no server.");
    }
    return Optional.of(new TestRequest(fast, selections, properties));
  }

  private static QuickTestException refusal(String sentence) {
    return new QuickTestException(QuickTestException.USAGE, sentence + "\n\n" + USAGE);
  }
}
