package org.wardbell.activities.log;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * The text of a failure for logs: classes, codes of the database and where it happened. Messages
 * are left out, because a database's, a parser's or a web server's quotes what somebody sent, and
 * that may be a patient's name or a key. Messages of our own quote nothing, and stay; those of the
 * api, which answer a request, do not. A failed start keeps all messages: they say what is wrong
 * with the settings, and no request was taken yet.
 */
public final class FailureText {
  private static final String OURS = "org.wardbell.";
  private static final String ANSWERS = "org.wardbell.api.";

  /** The class on the stack of everything that fails while a process starts. */
  private static final String START = "org.springframework.boot.SpringApplication";

  /** A chain of causes that is longer says no more. */
  private static final int CAUSES = 20;

  private FailureText() {}

  /** Returns a failure with its stack and its causes, several lines that end with a line break. */
  public static String of(Throwable failure) {
    StringBuilder text = new StringBuilder(4_096);
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    append(text, "", "", failure, isOfTheStart(failure), seen);
    return text.toString();
  }

  private static boolean isOfTheStart(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .anyMatch(frame -> frame.getClassName().equals(START));
  }

  /** Returns a failure in one line: its class and the database's codes. */
  public static String name(Throwable failure) {
    StringBuilder name = new StringBuilder(failure.getClass().getName());
    Throwable cause = failure;
    for (int i = 0; i < CAUSES && cause != null; i++) {
      if (cause instanceof SQLException told) {
        name.append(codes(told));
        break;
      }
      cause = cause.getCause();
    }
    return name.toString();
  }

  private static String codes(SQLException told) {
    return " (SQLSTATE " + told.getSQLState() + ", error " + told.getErrorCode() + ")";
  }

  private static void append(
      StringBuilder text,
      String indent,
      String caption,
      Throwable failure,
      boolean messages,
      Set<Throwable> seen) {
    if (!seen.add(failure) || seen.size() > CAUSES) {
      return;
    }
    text.append(indent).append(caption).append(failure.getClass().getName());
    if (failure instanceof SQLException told) {
      text.append(codes(told));
    }
    if (failure.getMessage() != null && (messages || isOurs(failure))) {
      text.append(": ").append(failure.getMessage());
    }
    text.append(System.lineSeparator());
    for (StackTraceElement frame : failure.getStackTrace()) {
      text.append(indent).append("\tat ").append(frame).append(System.lineSeparator());
    }
    for (Throwable suppressed : failure.getSuppressed()) {
      append(text, indent + "\t", "Suppressed: ", suppressed, messages, seen);
    }
    if (failure.getCause() != null) {
      append(text, indent, "Caused by: ", failure.getCause(), messages, seen);
    }
  }

  private static boolean isOurs(Throwable failure) {
    String name = failure.getClass().getName();
    return name.startsWith(OURS) && !name.startsWith(ANSWERS);
  }
}
