package org.wardbell.standalone.demo;

/**
 * A step of the demo that failed, with the expectation, the actual result, and the place to look
 * at.
 */
final class StepFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String step;
  private final String expected;
  private final String happened;

  StepFailed(String step, String expected, String happened) {
    super(step + ": expected " + expected + ", but " + happened);
    this.step = step;
    this.expected = expected;
    this.happened = happened;
  }

  String step() {
    return step;
  }

  String expected() {
    return expected;
  }

  String happened() {
    return happened;
  }
}
