package org.wardbell.activities.preset;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A field that a person fills in.
 *
 * @param name a word, as it stands in the preset's webhook
 * @param label a few words for people
 * @param help where to find the value, in a sentence
 * @param example of a value
 * @param kind its kind; a text if not said
 * @param secret whether it is a credential, never shown again unless it is the webhook's URL
 * @param required whether it must be filled in; false if it has a default
 * @param initial what it is if nothing is filled in, or null
 * @param choices the values that it may have; empty for any
 * @param check what its value must look like, or null
 * @param hosts that its URL may have, in small letters; empty for any. An address in a network that
 *     the operator opened is as good
 * @param variables whether a URL may have variables, by the rule for a webhook's own; a template
 *     always may
 * @param escape the filter that keeps values of variables from being marks of the target's
 *     language, or null
 */
public record PresetField(
    String name,
    String label,
    String help,
    String example,
    Kind kind,
    boolean secret,
    boolean required,
    @Nullable String initial,
    List<String> choices,
    @Nullable Check check,
    List<String> hosts,
    boolean variables,
    @Nullable String escape) {
  /** A kind of values. */
  public enum Kind {
    /** One line that stands as it is. */
    TEXT,
    /** An absolute URL, or the beginning of one. */
    URL,
    /** Text with variables, of any number of lines. */
    TEMPLATE;

    /** Returns the kind's name as it is written in presets and in the API. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A form that a value must have.
   *
   * @param pattern a regular expression for the whole value
   * @param problem the fault of others, as a sentence
   * @param fix the remedy, as a sentence
   */
  public record Check(String pattern, String problem, String fix) {}

  public PresetField {
    kind = kind == null ? Kind.TEXT : kind;
    choices = choices == null ? List.of() : List.copyOf(choices);
    hosts = hosts == null ? List.of() : List.copyOf(hosts);
  }
}
