package org.wardbell.activities.template;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/** One text that is being written, with the limits of its length and of the work for it. */
final class Rendering {
  /**
   * Characters that loops look at. More than any bill needs; a loop in a loop over a list as long
   * as an event can be would take minutes.
   */
  private static final int MAXIMUM_WORK = 8 * 1024 * 1024;

  /** What a placeholder, a condition or an element costs beside its characters. */
  private static final int STEP = 64;

  private final StringBuilder out = new StringBuilder();
  private final int maximumCharacters;
  private final @Nullable Map<Integer, Integer> ways;
  private int loops;
  private int work;

  /**
   * @param ways for a trial, the ways through conditions (1 or 0) and loops (how many elements); by
   *     their positions; those that it does not name have 1. Null if the values decide
   */
  Rendering(int maximumCharacters, @Nullable Map<Integer, Integer> ways) {
    this.maximumCharacters = maximumCharacters;
    this.ways = ways;
  }

  String text() {
    return out.toString();
  }

  int length() {
    return out.length();
  }

  /** Returns whether more than white space was written since this length. */
  boolean isWrittenSince(int length) {
    for (int i = length; i < out.length(); i++) {
      if (!Character.isWhitespace(out.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  void insertComma(int at) {
    out.insert(at, ',');
  }

  /** Returns the way that a trial wants, or null. */
  @Nullable Integer way(int position) {
    return ways == null ? null : ways.getOrDefault(position, 1);
  }

  /** Returns the elements of a list; a value that is none is a list of one. */
  List<JsonNode> elements(int position, @Nullable JsonNode value) {
    List<JsonNode> elements =
        value == null || Values.isNothing(value)
            ? List.of()
            : value.isArray() ? List.copyOf(value.values()) : List.of(value);
    Integer wanted = way(position);
    if (wanted == null) {
      return elements;
    }
    List<JsonNode> tried = new ArrayList<>();
    for (int i = 0; i < wanted; i++) {
      tried.add(
          elements.isEmpty() ? StringNode.valueOf("sample") : elements.get(i % elements.size()));
    }
    return tried;
  }

  void append(String text) {
    out.append(text);
    requireRoom();
  }

  void append(Placeholder placeholder, Escaping escaping, Variables variables) {
    if (loops > 0) {
      JsonNode value = variables.find(placeholder.path());
      spend(value != null && value.isContainer() ? Values.text(value).length() : 0);
    }
    int before = out.length();
    JsonNode written = placeholder.value(variables);
    if (written == null || Values.isNothing(written)) {
      variables.hadNothing(placeholder.path());
    }
    escaping.append(out, written);
    requireRoom();
    if (loops > 0) {
      spend(out.length() - before);
    }
  }

  private void requireRoom() {
    if (out.length() > maximumCharacters) {
      throw new UnrenderableException("more than " + maximumCharacters + " characters");
    }
  }

  void write(List<Part> parts, Variables variables) {
    if (loops > 0) {
      spend(0);
    }
    for (Part part : parts) {
      part.write(this, variables);
    }
  }

  void writeElement(List<Part> parts, Variables element) {
    loops++;
    write(parts, element);
    loops--;
  }

  private void spend(int characters) {
    work += STEP + characters;
    if (work > MAXIMUM_WORK) {
      throw new UnrenderableException("the loops of a template go through too much");
    }
  }

  /**
   * The variables inside a loop: the element's own fields, before those around it.
   *
   * @param index from 0
   */
  record Element(Variables around, JsonNode value, int index, boolean last) implements Variables {
    @Override
    public @Nullable JsonNode find(List<String> path) {
      String name = path.getFirst();
      return switch (name) {
        case Template.ELEMENT -> Values.walk(value, path.subList(1, path.size()));
        case "@index" -> IntNode.valueOf(index);
        case "@number" -> IntNode.valueOf(index + 1);
        case "@first" -> BooleanNode.valueOf(index == 0);
        case "@last" -> BooleanNode.valueOf(last);
        default ->
            value.has(name) && Identity.of(name) == null
                ? Values.walk(value, path)
                : around.find(path);
      };
    }

    @Override
    public ZoneId zone() {
      return around.zone();
    }

    @Override
    public @Nullable String country() {
      return around.country();
    }

    @Override
    public void hadNothing(List<String> path) {
      around.hadNothing(path);
    }

    @Override
    public boolean areSamples() {
      return around.areSamples();
    }
  }
}
