package org.wardbell.activities.preset;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.template.JsonText;
import org.wardbell.activities.template.PercentEncoding;
import org.wardbell.activities.template.Template;
import org.wardbell.activities.webhook.rules.WebhookCheck;
import org.wardbell.activities.webhook.rules.WebhookRules;
import org.wardbell.workflows.event.Subscription;
import org.wardbell.workflows.webhook.Problem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * The webhook that a preset and what a person filled in become, checked by the same rules as every
 * webhook. A value is escaped for the place it goes to.
 */
public final class PresetCheck {
  private static final Pattern MARK = Pattern.compile("\\$\\{([a-z_0-9]+)}");

  private static final String BODY = "body";
  private static final List<String> URLS = List.of("url", "token_url");

  private final Preset preset;
  private final WebhookRules rules;

  /**
   * @param rules in the catalogue of the clinic
   */
  public PresetCheck(Preset preset, WebhookRules rules) {
    this.preset = preset;
    this.rules = rules;
  }

  /** Returns the settings, or all problems; those of a field name it as {@code fields.<name>}. */
  public WebhookCheck check(PresetOrder order) {
    PresetFields fields = new PresetFields(preset, rules, events(order));
    Map<String, String> values = fields.check(order.fields());
    if (!fields.problems().isEmpty()) {
      return new WebhookCheck.Rejected(fields.problems());
    }
    ObjectNode marked = preset.webhook().deepCopy();
    for (Preset.Addition addition : preset.additions()) {
      if (addition.holds(values)) {
        marked.setAll(addition.webhook().deepCopy());
      }
    }
    ObjectNode whole = marked.deepCopy();
    prune(marked, values);
    PresetWebhook webhook = PresetWebhook.read((ObjectNode) filled("", marked, values));
    return switch (rules.check(webhook.draft(preset, order))) {
      case WebhookCheck.Accepted accepted -> accepted;
      case WebhookCheck.Rejected(List<Problem> problems) ->
          new WebhookCheck.Rejected(
              problems.stream()
                  .map(
                      each ->
                          new Problem(
                              field(marked, whole, each.field()), each.problem(), each.fix()))
                  .toList());
    };
  }

  /** The events whose variables a text may name; any, if there are none that are right. */
  private List<String> events(PresetOrder order) {
    List<@Nullable String> asked = order.events();
    if (asked == null) {
      return preset.events();
    }
    List<String> named = asked.stream().filter(Objects::nonNull).toList();
    return named.isEmpty() ? List.of(Subscription.EVERYTHING) : named;
  }

  /** Removes what is nothing but a field that was left empty. */
  private static boolean prune(JsonNode node, Map<String, String> values) {
    if (node instanceof ObjectNode object) {
      boolean entry = object.has("name") && object.has("value");
      List<String> names = new ArrayList<>(object.propertyNames());
      for (String name : names) {
        if (prune(object.path(name), values)) {
          object.remove(name);
        }
      }
      return entry && !object.has("value");
    }
    if (node instanceof ArrayNode array) {
      for (Iterator<JsonNode> each = array.iterator(); each.hasNext(); ) {
        if (prune(each.next(), values)) {
          each.remove();
        }
      }
      return false;
    }
    Matcher mark = MARK.matcher(node.isString() ? node.stringValue() : "");
    return mark.matches() && value(mark, values).isEmpty();
  }

  private static String value(Matcher mark, Map<String, String> values) {
    return Objects.requireNonNull(values.get(mark.group(1)), mark.group());
  }

  /** Returns a copy with the values in their places. */
  private JsonNode filled(String name, JsonNode node, Map<String, String> values) {
    if (node instanceof ObjectNode object) {
      ObjectNode copy = object.objectNode();
      for (String each : object.propertyNames()) {
        copy.set(each, filled(each, object.path(each), values));
      }
      return copy;
    }
    if (node instanceof ArrayNode array) {
      ArrayNode copy = array.arrayNode();
      array.forEach(each -> copy.add(filled(name, each, values)));
      return copy;
    }
    return node.isString()
        ? StringNode.valueOf(
            MARK.matcher(node.stringValue())
                .replaceAll(
                    mark ->
                        Matcher.quoteReplacement(
                            escaped(
                                name,
                                mark.group(1),
                                Objects.requireNonNull(values.get(mark.group(1)), name)))))
        : node;
  }

  private String escaped(String place, String field, String value) {
    if (place.equals(BODY)) {
      return Template.withText(value, PresetCheck::insideQuotes);
    }
    if (URLS.contains(place) && !isUrl(field)) {
      StringBuilder out = new StringBuilder();
      PercentEncoding.append(out, value);
      return out.toString();
    }
    return value;
  }

  private static String insideQuotes(String text) {
    StringBuilder out = new StringBuilder();
    JsonText.appendQuoted(out, text);
    return out.substring(1, out.length() - 1);
  }

  private boolean isUrl(String name) {
    return preset.fields().stream()
        .anyMatch(field -> field.name().equals(name) && field.kind() == PresetField.Kind.URL);
  }

  /**
   * Returns the field that stands in a part of the webhook, or the part if none does.
   *
   * @param whole with the parts whose field was left empty
   */
  private static String field(JsonNode marked, JsonNode whole, String path) {
    JsonNode part = part(marked, path);
    Matcher mark = MARK.matcher((part.isMissingNode() ? part(whole, path) : part).asString(""));
    return mark.find() ? PresetFields.path(mark.group(1)) : path;
  }

  private static JsonNode part(JsonNode webhook, String path) {
    JsonNode at = webhook;
    for (String step : path.split("[.\\[\\]]+", 0)) {
      at = at.isArray() && step.matches("[0-9]+") ? at.path(Integer.parseInt(step)) : at.path(step);
    }
    return at;
  }
}
