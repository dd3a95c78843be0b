package org.wardbell.workflows.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of all kinds of events, under all their names, with the variables that templates
 * may use for each.
 */
public final class EventCatalogue {
  private final List<CatalogueModule> modules;
  private final Map<String, EventType> types = new LinkedHashMap<>();
  private final Map<String, String> canonical = new HashMap<>();
  private final Map<String, CatalogueVariable> variables = new LinkedHashMap<>();
  private final boolean open;

  /**
   * Checks that the catalogue is whole: no name means two things, and each variable used is
   * described.
   *
   * @throws IllegalArgumentException naming the fault
   */
  public EventCatalogue(
      List<CatalogueModule> modules, List<EventType> types, List<CatalogueVariable> variables) {
    this(modules, types, variables, false);
  }

  private EventCatalogue(
      List<CatalogueModule> modules,
      List<EventType> types,
      List<CatalogueVariable> variables,
      boolean open) {
    this.modules = List.copyOf(modules);
    this.open = open;
    variables.forEach(variable -> this.variables.put(variable.name(), variable));
    types.forEach(this::add);
  }

  private void add(EventType type) {
    if (modules.stream().noneMatch(module -> module.name().equals(type.module()))) {
      throw new IllegalArgumentException(type.type() + " has no module: " + type.module());
    }
    for (String name : type.variables()) {
      if (!variables.containsKey(name)) {
        throw new IllegalArgumentException(type.type() + " has an undescribed variable: " + name);
      }
    }
    types.put(type.type(), type);
    Stream.concat(Stream.of(type.type()), type.aliases().stream())
        .forEach(
            name -> {
              if (canonical.put(name, type.type()) != null) {
                throw new IllegalArgumentException(name + " means two kinds of event");
              }
            });
  }

  /**
   * Returns this catalogue with a clinic's own types. Where both know a name this one wins, so that
   * a later version of Wardbell may use a name that a clinic used first.
   *
   * @param open whether {@code custom.*} types that nobody registered are known as well
   */
  public EventCatalogue with(
      List<EventType> ownTypes, List<CatalogueVariable> ownVariables, boolean open) {
    Map<String, CatalogueModule> allModules = new LinkedHashMap<>();
    modules.forEach(module -> allModules.put(module.name(), module));
    Map<String, CatalogueVariable> allVariables = new LinkedHashMap<>(variables);
    ownVariables.forEach(variable -> allVariables.putIfAbsent(variable.name(), variable));
    List<EventType> allTypes = new ArrayList<>(types.values());
    for (EventType own : ownTypes) {
      if (!canonical.containsKey(own.type())) {
        allTypes.add(own);
        allModules.putIfAbsent(own.module(), new CatalogueModule(own.module(), own.module()));
      }
    }
    return new EventCatalogue(
        List.copyOf(allModules.values()), allTypes, List.copyOf(allVariables.values()), open);
  }

  /** Returns the variables that every type has. */
  public Set<String> commonVariables() {
    Set<String> common = new LinkedHashSet<>(variables.keySet());
    types.values().forEach(type -> common.retainAll(type.variables()));
    return common;
  }

  /** Returns the groups of events, in the order to show them. */
  public List<CatalogueModule> modules() {
    return modules;
  }

  /** Returns every kind of event, in the order to show them. */
  public List<EventType> types() {
    return List.copyOf(types.values());
  }

  /** Returns every variable that is described, in the order to show them. */
  public List<CatalogueVariable> variables() {
    return List.copyOf(variables.values());
  }

  /** Returns a variable's description, or null if there is none. */
  public @Nullable CatalogueVariable variable(String name) {
    return variables.get(name);
  }

  /** Returns the canonical type of a type or alias, or null if there is none. */
  public @Nullable String canonical(String name) {
    String known = canonical.get(name);
    return known == null && open && TypeNames.isCustom(name) ? name : known;
  }

  /** Returns whether this is a canonical type. */
  public boolean exists(String type) {
    return types.containsKey(type);
  }

  /** Returns a canonical type's description, or null if there is none. */
  public @Nullable EventType type(String type) {
    return types.get(type);
  }

  /**
   * Returns the canonical form of a subscription's pattern: a type, {@code prefix.*} or {@code *};
   * null if no event could ever match it.
   */
  public @Nullable String canonicalPattern(String pattern) {
    boolean wild =
        pattern.equals(Subscription.EVERYTHING)
            || (open && pattern.equals(TypeNames.CUSTOM_PREFIX + "*"))
            || (pattern.endsWith(".*")
                && types.keySet().stream().anyMatch(type -> Subscription.matches(pattern, type)));
    return wild ? pattern : canonical(pattern);
  }

  /** Returns up to three canonical types that a person may have meant. */
  public List<String> near(String name) {
    return NearNames.of(name, canonical.keySet()).stream()
        .map(near -> canonical.getOrDefault(near, near))
        .distinct()
        .toList();
  }

  /** Returns KiviCare's key for a type where one exists, else the type itself. */
  public String eventName(String type) {
    EventType known = types.get(type);
    return known == null ? type : known.eventName();
  }

  /** Returns the group under which a type is shown; the part before its dot if it is unknown. */
  public String module(String type) {
    EventType known = types.get(type);
    return known == null ? type.substring(0, Math.max(0, type.indexOf('.'))) : known.module();
  }

  /** Returns the variables of all the types that one of the patterns fits. */
  public Set<String> variables(Collection<String> patterns) {
    Subscription subscription = new Subscription(List.copyOf(patterns));
    Set<String> union = new LinkedHashSet<>();
    if (open
        && patterns.stream().anyMatch(pattern -> pattern.startsWith(TypeNames.CUSTOM_PREFIX))) {
      union.addAll(commonVariables());
    }
    for (EventType type : types.values()) {
      if (subscription.matches(type.type())) {
        union.addAll(type.variables());
      }
    }
    return union;
  }
}
