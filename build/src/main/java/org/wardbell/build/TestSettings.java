package org.wardbell.build;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The poms' settings for the JVM that runs tests, so that a test meets the same one here.
 *
 * @param jvmOptions the options that Surefire or Failsafe pass to it
 */
record TestSettings(List<String> jvmOptions, Map<String, String> environment) {
  /** Maven runs several JVMs side by side; here there is one. */
  private static final String FORK = "${surefire.forkNumber}";

  private static final String UNIT = "maven-surefire-plugin";
  private static final String INTEGRATION = "maven-failsafe-plugin";

  /**
   * Traces are printed whole here anyway, there is no jar instead of the classes, and one JVM,
   * which runs what it is told in that order.
   */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of("trimStackTrace", "classesDirectory", "forkCount", "runOrder");

  /** Reads the settings for a room's tests, or for its tests of the packaged product. */
  static TestSettings of(Rooms rooms, Room room, boolean integration) {
    String plugin = integration ? INTEGRATION : UNIT;
    Map<String, Element> configuration =
        new LinkedHashMap<>(Pom.read(rooms.pom()).configuration(plugin));
    configuration.putAll(Pom.read(room.pom()).configuration(plugin));
    List<String> options = new ArrayList<>(List.of("-Dbasedir=" + room.folder()));
    Map<String, String> environment = new LinkedHashMap<>();
    configuration.forEach(
        (name, element) -> {
          switch (name) {
            case "argLine" -> Stream.of(text(element).split("\\s+")).forEach(options::add);
            case "systemPropertyVariables" ->
                children(
                    element,
                    (key, value) -> options.add("-D" + key + "=" + value.replace(FORK, "1")));
            case "environmentVariables" -> children(element, environment::put);
            default -> refuseUnknown(plugin, name);
          }
        });
    return new TestSettings(options, environment);
  }

  private static void refuseUnknown(String plugin, String name) {
    if (!WITHOUT_EFFECT.contains(name)) {
      throw new QuickTestException(
          QuickTestException.FAILED,
          "A pom sets <"
              + name
              + "> for "
              + plugin
              + ", which ./wardbell test does not know: say in TestSettings what it means.");
    }
  }

  private static void children(Element element, BiConsumer<String, String> each) {
    IntStream.range(0, element.getChildNodes().getLength())
        .mapToObj(element.getChildNodes()::item)
        .filter(Element.class::isInstance)
        .forEach(child -> each.accept(child.getNodeName(), text(child)));
  }

  private static String text(Node node) {
    return node.getTextContent().strip();
  }
}
