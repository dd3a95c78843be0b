package org.wardbell.api.dashboard.editor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A curl command, as far as it says what a webhook can say. Options that only change what curl
 * shows are passed over; all others that a webhook has no setting for are told.
 *
 * @param method that it names, or null
 * @param url without a scheme if it has none
 * @param headers each as {@code Name: value}
 * @param data of the body, each as it was given
 * @param encoded data that is still to be encoded, each as {@code name=value}
 * @param parts of a form with files, each as {@code name=value}
 * @param isJson whether it says that the data is JSON
 * @param inQuery whether the data goes to the query
 * @param user {@code name:password}, or null
 * @param bearer a token, or null
 * @param seconds of the time-out, or null
 * @param notes what was not understood or cannot be done, as sentences
 */
record CurlCommand(
    @Nullable String method,
    String url,
    List<String> headers,
    List<String> data,
    List<String> encoded,
    List<String> parts,
    boolean isJson,
    boolean inQuery,
    @Nullable String user,
    @Nullable String bearer,
    @Nullable String seconds,
    List<String> notes) {
  /** Longer than any command that somebody pastes; a body may be 64 Ki characters. */
  static final int MAXIMUM_CHARACTERS = 100_000;

  /** Options that only change what is shown, or what is the same here. */
  private static final Set<String> QUIET =
      Set.of(
          "-s",
          "-S",
          "-v",
          "-i",
          "-f",
          "-#",
          "-g",
          "-N",
          "-0",
          "-1",
          "-2",
          "-4",
          "-6",
          "--silent",
          "--show-error",
          "--verbose",
          "--include",
          "--fail",
          "--compressed",
          "--globoff",
          "--no-buffer",
          "--http1.0",
          "--http1.1",
          "--http2",
          "--no-progress-meter",
          "--progress-bar",
          "--tlsv1.2",
          "--tlsv1.3",
          "--path-as-is",
          "--fail-with-body");

  /** Options with a value, by their short names. */
  private static final Map<String, String> LONG =
      Map.ofEntries(
          Map.entry("-X", "--request"),
          Map.entry("-H", "--header"),
          Map.entry("-d", "--data"),
          Map.entry("-u", "--user"),
          Map.entry("-F", "--form"),
          Map.entry("-b", "--cookie"),
          Map.entry("-e", "--referer"),
          Map.entry("-A", "--user-agent"),
          Map.entry("-m", "--max-time"),
          Map.entry("-o", "--output"),
          Map.entry("-w", "--write-out"),
          Map.entry("-E", "--cert"),
          Map.entry("-x", "--proxy"),
          Map.entry("-T", "--upload-file"),
          Map.entry("-c", "--cookie-jar"),
          Map.entry("-K", "--config"));

  private static final Set<String> FURTHER_WITH_A_VALUE =
      Set.of(
          "--url",
          "--data-raw",
          "--data-ascii",
          "--data-binary",
          "--data-urlencode",
          "--json",
          "--form-string",
          "--oauth2-bearer",
          "--cacert",
          "--key",
          "--connect-timeout",
          "--retry",
          "--retry-delay",
          "--retry-max-time",
          "--resolve",
          "--connect-to",
          "--interface",
          "--proxy-user",
          "--aws-sigv4",
          "--unix-socket",
          "--limit-rate",
          "--max-redirs");

  /** Options about the output, whose value is passed over as well. */
  private static final Set<String> OUTPUT = Set.of("--output", "--write-out", "--connect-timeout");

  CurlCommand {
    headers = List.copyOf(headers);
    data = List.copyOf(data);
    encoded = List.copyOf(encoded);
    parts = List.copyOf(parts);
    notes = List.copyOf(notes);
  }

  /** Returns the command that a text is, or nothing if it is none that has a URL. */
  static Optional<CurlCommand> read(String text) {
    List<String> words = ShellWords.of(text);
    int first = words.isEmpty() ? 0 : words.getFirst().equals("$") ? 1 : 0;
    if (words.size() <= first || !words.get(first).matches("(.*/)?curl(\\.exe)?")) {
      return Optional.empty();
    }
    Reader reader = new Reader(words.subList(first + 1, words.size()));
    reader.read();
    return reader.url == null ? Optional.empty() : Optional.of(reader.command(reader.url));
  }

  /** Takes one word after the other. */
  private static final class Reader {
    private final Deque<String> words;
    private final List<String> headers = new ArrayList<>();
    private final List<String> data = new ArrayList<>();
    private final List<String> encoded = new ArrayList<>();
    private final List<String> parts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private @Nullable String method;
    private @Nullable String url;
    private @Nullable String user;
    private @Nullable String bearer;
    private @Nullable String seconds;
    private boolean json;
    private boolean inQuery;

    Reader(List<String> words) {
      this.words = new ArrayDeque<>(words);
    }

    CurlCommand command(String address) {
      return new CurlCommand(
          method, address, headers, data, encoded, parts, json, inQuery, user, bearer, seconds,
          notes);
    }

    void read() {
      while (!words.isEmpty()) {
        String word = words.removeFirst();
        if (word.equals("|") || word.equals(";") || word.equals("&&") || word.startsWith(">")) {
          notes.add("What follows " + word + " is no part of the request.");
          return;
        }
        if (word.startsWith("--") && word.contains("=") && isWithAValue(word.split("=", 2)[0])) {
          words.addFirst(word.split("=", 2)[1]);
          word = word.split("=", 2)[0];
        }
        if (word.startsWith("--") || word.matches("-.")) {
          option(word);
        } else if (word.startsWith("-") && word.length() > 2) {
          cluster(word);
        } else if (url == null) {
          url = word;
        } else {
          notes.add("The command has a second URL; only the first is used.");
        }
      }
    }

    /** Several letters behind one dash; the first that has a value takes the rest for it. */
    private void cluster(String word) {
      String option = word.substring(0, 2);
      if (LONG.containsKey(option)) {
        words.addFirst(word.substring(2));
      } else {
        words.addFirst("-" + word.substring(2));
      }
      option(option);
    }

    private static boolean isWithAValue(String option) {
      return LONG.containsValue(option) || FURTHER_WITH_A_VALUE.contains(option);
    }

    private void option(String word) {
      String option = LONG.getOrDefault(word, word);
      if (QUIET.contains(option)) {
        return;
      }
      if (!isWithAValue(option)) {
        flag(option);
      } else if (words.isEmpty()) {
        notes.add(word + " has no value, and is left out.");
      } else {
        value(option, words.removeFirst());
      }
    }

    private void flag(String option) {
      switch (option) {
        case "-G", "--get" -> inQuery = true;
        case "-k", "--insecure" ->
            notes.add(
                "--insecure is left out: certificates are always checked. Give the receiver's"
                    + " authority under Sign-in.");
        case "-L", "--location" ->
            notes.add("--location is left out: a redirect is an answer like any other.");
        case "-I", "--head" -> notes.add("HEAD cannot be used.");
        default -> notes.add(option + " is not understood, and left out.");
      }
    }

    private void value(String option, String value) {
      switch (option) {
        case "--request" -> method = value.toUpperCase(Locale.ROOT);
        case "--url" -> url = value;
        case "--header" -> headers.add(value);
        case "--cookie" -> headers.add("Cookie: " + value);
        case "--referer" -> headers.add("Referer: " + value);
        case "--user" -> user = value;
        case "--oauth2-bearer" -> bearer = value;
        case "--max-time" -> seconds = value;
        case "--data", "--data-ascii", "--data-binary" -> {
          if (isOfAFile(value)) {
            notes.add(
                "The file " + value.substring(1) + " cannot be read here. Paste its content.");
          } else {
            data.add(value);
          }
        }
        case "--data-raw" -> data.add(value);
        case "--json" -> {
          json = true;
          data.add(value);
        }
        case "--data-urlencode" -> encoded.add(value);
        case "--form", "--form-string" -> {
          if (option.equals("--form") && value.matches("(?s)[^=]*=[@<].*")) {
            notes.add("The file of " + value.replaceFirst("=.*", "") + " cannot be read here.");
          } else {
            parts.add(value);
          }
        }
        default -> {
          if (!OUTPUT.contains(option)) {
            notes.add(option + " has no setting here, and is left out.");
          }
        }
      }
    }

    private static boolean isOfAFile(String value) {
      return value.startsWith("@");
    }
  }
}
