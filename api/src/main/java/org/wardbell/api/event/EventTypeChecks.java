package org.wardbell.api.event;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wardbell.activities.event.CustomEventType;
import org.wardbell.activities.event.EventSchemas;
import org.wardbell.api.problem.FieldChecks;
import org.wardbell.workflows.event.CatalogueVariable;
import org.wardbell.workflows.event.EventCatalogue;
import org.wardbell.workflows.event.TypeNames;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The checks of a clinic's own kind of event. */
@Component
public final class EventTypeChecks {
  private static final int MAXIMUM_LABEL = 120;
  private static final int MAXIMUM_VARIABLES = 100;
  private static final int MAXIMUM_SAMPLE_CHARACTERS = 4 * 1024;

  private static final Pattern MODULE = Pattern.compile("[a-z][a-z0-9_]{0,59}");
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,59}");

  private final EventCatalogue builtIn;
  private final JsonMapper json;

  EventTypeChecks(EventCatalogue builtIn, JsonMapper json) {
    this.builtIn = builtIn;
    this.json = json;
  }

  /** Returns the type to keep for a clinic. */
  public CustomEventType check(UUID clinic, EventTypeRequest request) {
    FieldChecks checks = new FieldChecks();
    String type = type(request.type(), checks);
    String module =
        request.module() == null
            ? type.substring(0, Math.max(0, type.indexOf('.')))
            : request.module();
    if (request.module() != null && !MODULE.matcher(module).matches()) {
      checks.add(
          "module",
          "is not a word of at most 60 small letters, digits and underscores",
          "Write it like radiology.");
    }
    String label = checks.text("label", request.label(), MAXIMUM_LABEL);
    List<CatalogueVariable> variables = variables(request.variables(), checks);
    String schema = schema(clinic, request.schema(), checks);
    boolean validate = Objects.requireNonNullElse(request.validate(), schema != null);
    if (validate && request.schema() == null) {
      checks.add("validate", "needs a schema", "Send schema as well, or leave validate out.");
    }
    checks.orThrow();
    return new CustomEventType(type, module, label, variables, schema, validate);
  }

  private String type(@Nullable String sent, FieldChecks checks) {
    String type = sent == null ? "" : sent;
    if (!TypeNames.isDotted(type)) {
      checks.add(
          "type",
          "is not a dotted name of small letters, digits and underscores, at most 100 characters",
          "Write it like custom.xray_ready.");
    } else if (TypeNames.isReserved(type)) {
      checks.add(
          "type",
          "begins with a word that Wardbell keeps for its own events",
          "Begin it with another word, such as custom.");
    } else if (builtIn.canonical(type) != null) {
      checks.add(
          "type", "is a type of Wardbell's catalogue already", "Use that one, or another name.");
    }
    return type;
  }

  private List<CatalogueVariable> variables(
      @Nullable List<EventTypeRequest.@Nullable Variable> sent, FieldChecks checks) {
    List<CatalogueVariable> variables = new ArrayList<>();
    if (sent == null) {
      return variables;
    }
    if (sent.size() > MAXIMUM_VARIABLES) {
      checks.add(
          "variables",
          "has more than " + MAXIMUM_VARIABLES + " entries",
          "Describe the others as parts of one: {{patient.address.city}} reaches into it.");
      return variables;
    }
    Set<String> names = new HashSet<>();
    for (int i = 0; i < sent.size(); i++) {
      CatalogueVariable variable = variable("variables[" + i + "]", sent.get(i), checks);
      if (!names.add(variable.name())) {
        checks.add("variables[" + i + "].name", "is there twice", "Remove one of the two.");
      }
      variables.add(variable);
    }
    return variables;
  }

  private CatalogueVariable variable(
      String path, EventTypeRequest.@Nullable Variable sent, FieldChecks checks) {
    String name = sent == null || sent.name() == null ? "" : sent.name();
    if (!VARIABLE.matcher(name).matches()) {
      checks.add(
          path + ".name",
          "is not a word of at most 60 letters, digits and underscores",
          "Write it as the key in data, like xray_id.");
    }
    JsonNode sample = sent == null ? null : sent.sample();
    if (sample != null && sample.toString().length() > MAXIMUM_SAMPLE_CHARACTERS) {
      checks.add(
          path + ".sample",
          "is longer than " + MAXIMUM_SAMPLE_CHARACTERS + " characters",
          "Give a shorter one.");
    }
    if (sample != null && holdsHugeNumber(sample)) {
      checks.add(path + ".sample", "has a number that no computer keeps", "Give a smaller one.");
    }
    Object value =
        sample == null || sample.isNull() ? "sample" : json.treeToValue(sample, Object.class);
    boolean phi = sent == null || sent.phi() == null || sent.phi();
    return new CatalogueVariable(name, value, phi);
  }

  /**
   * Returns whether a value holds a number beyond the range of a double, in which databases keep
   * the numbers of JSON.
   */
  private static boolean holdsHugeNumber(JsonNode value) {
    if (value.isNumber()) {
      return !Double.isFinite(Double.parseDouble(value.asString()));
    }
    return value.valueStream().anyMatch(EventTypeChecks::holdsHugeNumber);
  }

  private static @Nullable String schema(UUID clinic, @Nullable JsonNode sent, FieldChecks checks) {
    if (sent == null || sent.isNull()) {
      return null;
    }
    String text = sent.toString();
    if (!sent.isObject() || text.length() > EventSchemas.MAXIMUM_CHARACTERS) {
      checks.add(
          "schema",
          "is not a JSON object of at most 64 KiB",
          "Send a JSON Schema, such as {\"type\": \"object\", \"required\": [\"xray_id\"]}.");
      return text;
    }
    try {
      EventSchemas.requireUsable(clinic, text);
    } catch (IllegalArgumentException mistake) {
      checks.add(
          "schema",
          "is not a usable JSON Schema: " + mistake.getMessage(),
          "Correct it; references may only reach within the schema.");
    }
    return text;
  }
}
