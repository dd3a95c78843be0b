package org.wardbell.api.dashboard.event;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import org.wardbell.activities.event.CustomEventType;
import org.wardbell.activities.event.KeptEventType;
import org.wardbell.api.dashboard.signin.FormProblems;
import org.wardbell.api.event.EventTypeEditing;
import org.wardbell.api.event.EventTypeRequest;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.workflows.event.CatalogueVariable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The form of a clinic's own type.
 *
 * @param revision of the type that is changed; empty for a new one
 */
public record TypeForm(
    String type,
    String module,
    String label,
    List<Variable> variables,
    String schema,
    boolean validate,
    String revision,
    FormProblems problems) {
  /** Rows for more variables; who needs still more saves and comes back. */
  private static final int FREE_ROWS = 4;

  public TypeForm {
    variables = List.copyOf(variables);
  }

  /** A row of the table of variables. */
  public record Variable(String name, String sample, boolean phi) {}

  static TypeForm empty() {
    return new TypeForm("custom.", "", "", List.of(), "", false, "", FormProblems.NONE);
  }

  static TypeForm of(KeptEventType kept, JsonMapper json) {
    CustomEventType own = kept.definition();
    return new TypeForm(
        own.type(),
        own.module(),
        own.label(),
        own.variables().stream().map(each -> variable(each, json)).toList(),
        own.schema() == null ? "" : json.readTree(own.schema()).toPrettyString(),
        own.validate(),
        EventTypeEditing.revision(kept),
        FormProblems.NONE);
  }

  private static Variable variable(CatalogueVariable each, JsonMapper json) {
    String sample =
        each.sample() instanceof String text ? text : json.writeValueAsString(each.sample());
    return new Variable(each.name(), sample, each.phi());
  }

  /** Reads the fields of a request. */
  static TypeForm sent(MultiValueMap<String, String> fields) {
    List<String> names = fields.getOrDefault("variable_name", List.of());
    List<String> samples = fields.getOrDefault("variable_sample", List.of());
    List<String> marks = fields.getOrDefault("variable_phi", List.of());
    List<Variable> variables = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String sample = i < samples.size() ? samples.get(i).strip() : "";
      if (!names.get(i).isBlank() || !sample.isEmpty()) {
        boolean phi = i >= marks.size() || !marks.get(i).equals("no");
        variables.add(new Variable(names.get(i).strip(), sample, phi));
      }
    }
    return new TypeForm(
        text(fields, "type"),
        text(fields, "module"),
        text(fields, "label"),
        variables,
        text(fields, "schema"),
        fields.containsKey("validate"),
        text(fields, "revision"),
        FormProblems.NONE);
  }

  private static String text(MultiValueMap<String, String> fields, String name) {
    String value = fields.getFirst(name);
    return value == null ? "" : value.strip();
  }

  TypeForm refused(FormProblems why) {
    return new TypeForm(type, module, label, variables, schema, validate, revision, why);
  }

  /** Returns the request that REST would get. */
  EventTypeRequest request(JsonMapper json) {
    JsonNode kept = null;
    if (!schema.isEmpty()) {
      try {
        kept = json.readTree(schema);
      } catch (JacksonException broken) {
        throw ProblemException.invalid(
            "schema",
            "is not JSON: see line " + broken.getLocation().getLineNr(),
            "Correct it, or leave it empty.");
      }
    }
    return new EventTypeRequest(
        null,
        type,
        label,
        module.isEmpty() ? null : module,
        variables.stream().map(each -> sentVariable(each, json)).toList(),
        kept,
        kept == null ? null : (Boolean) validate);
  }

  /** A sample that is JSON is taken as such, anything else as text. */
  private static EventTypeRequest.Variable sentVariable(Variable each, JsonMapper json) {
    JsonNode sample;
    try {
      sample = each.sample().isEmpty() ? null : json.readTree(each.sample());
    } catch (JacksonException plain) {
      sample = json.getNodeFactory().stringNode(each.sample());
    }
    return new EventTypeRequest.Variable(each.name(), sample, each.phi());
  }

  /** Returns the rows of the table, with some that are free. */
  public List<Variable> rows() {
    List<Variable> rows = new ArrayList<>(variables);
    for (int i = 0; i < FREE_ROWS; i++) {
      rows.add(new Variable("", "", true));
    }
    return rows;
  }

  /** Returns what is wrong with a row, or null. */
  public @Nullable String problem(int row) {
    String name = problems.of("variables[" + row + "].name");
    return name == null ? problems.of("variables[" + row + "].sample") : name;
  }

  /** Returns whether the type is new. */
  public boolean isNew() {
    return revision.isEmpty();
  }
}
