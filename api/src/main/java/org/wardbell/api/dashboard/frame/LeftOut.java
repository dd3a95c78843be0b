package org.wardbell.api.dashboard.frame;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.UriComponents;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.ProblemException;

/**
 * The parts of a page's address that cannot be: an old link, a slip of a hand. They are left out,
 * the page shows what is there without them, and says so.
 */
final class LeftOut {
  /** Names that a page says; more is somebody's game. */
  private static final int MOST = 5;

  /** Nothing else of an address comes to stand on a page. */
  private static final Pattern NAME = Pattern.compile("[a-z][a-z_]{0,29}");

  /** Filters by something of one clinic, as a page calls it. */
  private static final Map<String, String> OF_ONE_CLINIC =
      Map.of(
          "webhook_id", "webhook",
          "webhook", "webhook",
          "doctor_id", "doctor",
          "event_id", "event",
          "delivery_id", "delivery",
          "calendar_id", "calendar",
          "subject", "subject",
          "target", "what it was done to",
          "actor", "who did it");

  /** Places in a list, and what an act on it has led to. */
  private static final Set<String> OF_ONE_LOOK =
      Set.of(
          "cursor",
          "page",
          "after",
          "done",
          "of",
          "count",
          "failed",
          Addresses.LEFT_OUT,
          Addresses.LEFT_BEHIND);

  /** Stands for a beginning that is not before its end: the end may stay. */
  private static final String BEGINNING = "beginning_after_end";

  private LeftOut() {}

  /**
   * Returns the address at which somebody goes on who looks at another clinic from now on: the same
   * list with the filters that mean something there.
   */
  static String inAnotherClinic(String address) {
    String path = address.replaceFirst("[?#].*", "");
    String list = PagePaths.ofAnyClinic(path);
    try {
      return list.equals(path) ? withFilters(list, address) : list;
    } catch (IllegalArgumentException unreadable) {
      return list;
    }
  }

  private static String withFilters(String list, String address) {
    UriComponents parts = UriComponentsBuilder.fromUriString(address).build();
    Map<String, String> kept = new LinkedHashMap<>();
    List<String> behind = new ArrayList<>();
    parts
        .getQueryParams()
        .forEach(
            (name, values) -> {
              String value = values.isEmpty() ? null : values.getFirst();
              if (value == null || value.isEmpty() || OF_ONE_LOOK.contains(name)) {
                return;
              }
              if (OF_ONE_CLINIC.containsKey(name)) {
                behind.add(name);
              } else {
                kept.put(name, UriUtils.decode(value.replace('+', ' '), StandardCharsets.UTF_8));
              }
            });
    String told = String.join("&" + Addresses.LEFT_BEHIND + "=", behind);
    String there = Addresses.of(list, kept);
    return behind.isEmpty()
        ? there
        : there + (kept.isEmpty() ? "?" : "&") + Addresses.LEFT_BEHIND + "=" + told;
  }

  /** Returns what a page says of the filters that belonged to another clinic; null for nothing. */
  static @Nullable String behind(HttpServletRequest request) {
    String[] told = request.getParameterValues(Addresses.LEFT_BEHIND);
    List<String> names =
        told == null
            ? List.of()
            : Arrays.stream(told)
                .map(name -> OF_ONE_CLINIC.getOrDefault(name, ""))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    return names.isEmpty()
        ? null
        : "The filter by "
            + String.join(", and by ", names)
            + " meant something of the other clinic, and was left out.";
  }

  /** Returns what was left out of a page's address, and what the page does not know. */
  static List<String> of(HttpServletRequest request) {
    Set<String> names = new LinkedHashSet<>();
    String[] told = request.getParameterValues(Addresses.LEFT_OUT);
    if (told != null) {
      names.addAll(Arrays.asList(told));
    }
    if (request.getMethod().equals("GET")) {
      names.addAll(unknown(request));
    }
    return names.stream().filter(name -> NAME.matcher(name).matches()).limit(MOST).toList();
  }

  private static List<String> unknown(HttpServletRequest request) {
    if (!(request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE)
        instanceof HandlerMethod handler)) {
      return List.of();
    }
    List<String> known = new ArrayList<>(Addresses.TOLD);
    for (MethodParameter parameter : handler.getMethodParameters()) {
      RequestParam asked = parameter.getParameterAnnotation(RequestParam.class);
      if (asked != null && Map.class.isAssignableFrom(parameter.getParameterType())) {
        // Such a method knows by itself which there are.
        return List.of();
      }
      if (asked != null) {
        String own = parameter.getParameter().getName();
        known.add(asked.name().isEmpty() ? own : asked.name());
      }
    }
    return request.getParameterMap().keySet().stream()
        .filter(name -> !known.contains(name))
        .toList();
  }

  /** Returns the address without those parts to which a problem points; empty if there are none. */
  static Optional<String> without(HttpServletRequest request, ProblemException problem) {
    List<String> wrong =
        problem.document().errors().stream()
            .map(FieldProblem::field)
            .filter(request.getParameterMap()::containsKey)
            .filter(name -> NAME.matcher(name).matches())
            .distinct()
            .toList();
    return wrong.isEmpty()
        ? Optional.empty()
        : Optional.of(without(request, wrong, told(wrong, problem)));
  }

  /** Returns what the page is to say: a reason where a name alone would be a riddle. */
  private static List<String> told(List<String> wrong, ProblemException problem) {
    return wrong.stream().map(name -> isAfterEnd(name, problem) ? BEGINNING : name).toList();
  }

  private static boolean isAfterEnd(String name, ProblemException problem) {
    return problem.document().errors().stream()
        .anyMatch(
            each -> each.field().equals(name) && each.problem().startsWith(FieldChecks.NOT_BEFORE));
  }

  private static String without(HttpServletRequest request, List<String> wrong, List<String> said) {
    Map<String, String> rest = new LinkedHashMap<>();
    request
        .getParameterMap()
        .forEach(
            (name, values) -> {
              if (!wrong.contains(name) && !name.equals(Addresses.LEFT_OUT) && values.length > 0) {
                rest.put(name, values[0]);
              }
            });
    String address = Addresses.of(request.getRequestURI(), rest);
    String told = String.join("&" + Addresses.LEFT_OUT + "=", said);
    return address + (rest.isEmpty() ? "?" : "&") + Addresses.LEFT_OUT + "=" + told;
  }

  /** Returns what a page says of the parts that were left out; null for nothing. */
  static @Nullable String sentence(List<String> names) {
    if (names.isEmpty()) {
      return null;
    }
    if (names.equals(List.of("page")) || names.equals(List.of("cursor"))) {
      return "The address asked for a page of the list that is not there: this is the first one.";
    }
    if (names.equals(List.of(BEGINNING))) {
      return "The beginning of the time was not before its end, and was left out: choose an earlier one.";
    }
    return "Something in the address, or in the filter, cannot be, and was left out: "
        + String.join(", ", names.stream().map(name -> name.replace('_', ' ')).toList())
        + ".";
  }
}
