package org.wardbell.activities.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.wardbell.workflows.event.CatalogueModule;
import org.wardbell.workflows.event.CatalogueVariable;
import org.wardbell.workflows.event.EventCatalogue;
import org.wardbell.workflows.event.EventType;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The reader of {@code catalogue.yaml}, the one source of event names and variables. */
public final class CatalogueFile {
  private static final String RESOURCE = "/catalogue.yaml";

  /** The group of variables that every event has. */
  private static final String COMMON = "common";

  private record Content(
      List<CatalogueModule> modules,
      List<TypeEntry> events,
      Map<String, List<String>> groups,
      Map<String, VariableEntry> variables) {}

  private record TypeEntry(
      String type,
      String module,
      String label,
      @Nullable List<String> aliases,
      @Nullable List<String> groups) {}

  private record VariableEntry(Object sample, boolean phi) {}

  private CatalogueFile() {}

  /**
   * Returns the catalogue that this version of Wardbell carries.
   *
   * @throws IllegalArgumentException if the file contradicts itself
   */
  public static EventCatalogue load() {
    Content content = read();
    List<EventType> types =
        content.events().stream().map(entry -> type(entry, content.groups())).toList();
    List<CatalogueVariable> variables = new ArrayList<>();
    content
        .variables()
        .forEach(
            (name, entry) ->
                variables.add(new CatalogueVariable(name, entry.sample(), entry.phi())));
    return new EventCatalogue(content.modules(), types, variables);
  }

  private static Content read() {
    YAMLMapper mapper =
        YAMLMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
    try (InputStream file = CatalogueFile.class.getResourceAsStream(RESOURCE)) {
      if (file == null) {
        throw new IllegalStateException("This build lacks its catalogue" + RESOURCE);
      }
      return mapper.readValue(file, Content.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EventType type(TypeEntry entry, Map<String, List<String>> groups) {
    Set<String> variables = new LinkedHashSet<>();
    addGroup(COMMON, groups, variables);
    for (String group : orEmpty(entry.groups())) {
      addGroup(group, groups, variables);
    }
    return new EventType(
        entry.type(),
        entry.module(),
        entry.label(),
        orEmpty(entry.aliases()),
        List.copyOf(variables));
  }

  private static void addGroup(String group, Map<String, List<String>> groups, Set<String> into) {
    List<String> members = groups.get(group);
    if (members == null) {
      throw new IllegalArgumentException(RESOURCE + " has no group " + group);
    }
    for (String member : members) {
      if (member.startsWith("@")) {
        addGroup(member.substring(1), groups, into);
      } else {
        into.add(member);
      }
    }
  }

  private static List<String> orEmpty(@Nullable List<String> list) {
    return list == null ? List.of() : list;
  }
}
