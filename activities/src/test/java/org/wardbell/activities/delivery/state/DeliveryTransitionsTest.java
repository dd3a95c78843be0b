package org.wardbell.activities.delivery.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wardbell.workflows.delivery.DeliveryStatus;

/** The state chart of deliveries in docs/architecture.md, arrow by arrow beside the methods. */
class DeliveryTransitionsTest {
  /** The chart is the code block behind this heading. */
  private static final String HEADING = "### A delivery";

  private static final Pattern ARROW = Pattern.compile("^ *(\\S+) --> (\\S+): (.+)$");

  @Test
  void chart_inTheDocument_hasTheArrowsOfTheMethods() throws IOException {
    String document = Files.readString(document());
    String chart = document.substring(document.indexOf(HEADING));

    assertThat(drawn(chart.substring(0, chart.indexOf("\n### ", HEADING.length()))))
        .as("arrows of docs/architecture.md beside @Transition of DeliveryTransitions")
        .isEqualTo(coded(DeliveryTransitions.class));
  }

  @Test
  void method_ofTheTransitions_isAnArrow() {
    assertThat(methods(DeliveryTransitions.class))
        .allSatisfy(
            method ->
                assertThat(method.getAnnotationsByType(Transition.class))
                    .as(method.getName())
                    .isNotEmpty());
  }

  @Test
  void finalStatus_isNeverLeft() {
    assertThat(coded(DeliveryTransitions.class))
        .noneMatch(
            arrow ->
                Arrays.stream(DeliveryStatus.values())
                    .anyMatch(status -> status.isFinal() && arrow.startsWith(status.name() + " ")));
  }

  @Test
  void arrow_thatOnlyOneSideHas_isSeen() {
    assertThat(drawn("  PENDING --> SENDING: claim\n"))
        .isEqualTo(coded(Claims.class))
        .isNotEqualTo(coded(ClaimsAndCancels.class));
  }

  static final class Claims {
    @Transition(from = DeliveryStatus.PENDING, to = DeliveryStatus.SENDING)
    static void claim() {}
  }

  static final class ClaimsAndCancels {
    @Transition(from = DeliveryStatus.PENDING, to = DeliveryStatus.SENDING)
    static void claim() {}

    @Transition(from = DeliveryStatus.PENDING, to = DeliveryStatus.CANCELLED)
    static void cancel() {}
  }

  private static Set<String> drawn(String chart) {
    return chart
        .lines()
        .map(ARROW::matcher)
        .filter(java.util.regex.Matcher::matches)
        .flatMap(
            arrow ->
                Arrays.stream(arrow.group(3).split(", "))
                    .map(name -> arrow.group(1) + " -> " + arrow.group(2) + ": " + name))
        .filter(arrow -> !arrow.endsWith("-> [*]: "))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> coded(Class<?> transitions) {
    return methods(transitions).stream()
        .flatMap(
            method ->
                Arrays.stream(method.getAnnotationsByType(Transition.class))
                    .flatMap(DeliveryTransitionsTest::arrows)
                    .map(arrow -> arrow + ": " + method.getName()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> arrows(Transition transition) {
    List<String> from =
        transition.from().length == 0
            ? List.of("[*]")
            : Arrays.stream(transition.from()).map(DeliveryStatus::name).toList();
    return from.stream()
        .flatMap(before -> Arrays.stream(transition.to()).map(after -> before + " -> " + after));
  }

  private static List<Method> methods(Class<?> transitions) {
    return Arrays.stream(transitions.getDeclaredMethods())
        .filter(method -> !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic())
        .toList();
  }

  private static Path document() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("mvnw"))) {
      folder = folder.getParent();
    }
    return folder.resolve("docs/architecture.md");
  }
}
