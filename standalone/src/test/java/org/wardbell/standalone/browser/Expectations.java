package org.wardbell.standalone.browser;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What a test says will go wrong; what was expected and did not happen is a fault as well. */
final class Expectations {
  private static final Pattern FAILED_LOAD =
      Pattern.compile("Failed to load resource: the server responded with a status of (\\d+) .*");

  private final Set<Integer> statuses = new HashSet<>();
  private final Set<String> hosts = new HashSet<>();
  private final List<Pattern> errors = new ArrayList<>();
  private final Set<String> unmet = new HashSet<>();

  void status(int status) {
    statuses.add(status);
    unmet.add("answer " + status);
  }

  void host(URI address) {
    hosts.add(address.getAuthority());
    unmet.add("request to " + address.getAuthority());
  }

  void error(String pattern) {
    errors.add(Pattern.compile(pattern));
    unmet.add("error " + pattern);
  }

  boolean meetsStatus(int status) {
    return statuses.contains(status) && met("answer " + status);
  }

  boolean meetsHost(String authority) {
    return hosts.contains(authority) && met("request to " + authority);
  }

  /** Chromium reports answers of 400 and more as errors, with a text of its own. */
  boolean meetsError(String text) {
    var load = FAILED_LOAD.matcher(text);
    if (load.matches() && statuses.contains(Integer.parseInt(load.group(1)))) {
      return true;
    }
    return errors.stream()
        .filter(each -> each.matcher(text).find())
        .findFirst()
        .map(each -> met("error " + each.pattern()))
        .orElse(false);
  }

  private boolean met(String what) {
    unmet.remove(what);
    return true;
  }

  List<String> unmet() {
    return unmet.stream().sorted().map(each -> "expected, but did not happen: " + each).toList();
  }
}
