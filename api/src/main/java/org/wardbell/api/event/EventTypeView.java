package org.wardbell.api.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.event.KeptEventType;
import org.wardbell.activities.preview.SampleData;
import org.wardbell.api.change.Revised;
import org.wardbell.workflows.event.EventCatalogue;
import org.wardbell.workflows.event.EventType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A kind of event as it is shown. */
@Schema(name = "EventType")
public record EventTypeView(
    @Schema(example = "appointment.booked") String type,
    @Schema(description = "What it is shown under.", example = "appointment") String module,
    @Schema(example = "Appointment booked") String label,
    @Schema(description = "Other names it may be posted and subscribed to under.")
        List<String> aliases,
    @Schema(description = "What templates can say about it.") List<VariableView> variables,
    @Schema(
            description =
                "The subject that an event with these samples would have. Absent where they have no id of what it is about.",
            example = "appointment/4711")
        @Nullable String sampleSubject,
    @Schema(description = "Whether a clinic registered it.") boolean custom,
    @Schema(description = "JSON Schema of its data, where the clinic gave one.", types = "object")
        @Nullable JsonNode schema,
    @Schema(description = "Whether events that do not fit the schema are refused.")
        @Nullable Boolean validate,
    @JsonIgnore String revision)
    implements Revised {

  /** The revision of what only a new version of Wardbell changes. */
  private static final String BUILT_IN = "0";

  /** Something a template can say. */
  @Schema(name = "Variable")
  public record VariableView(
      String name,
      @Schema(
              description = "As it would stand in data.",
              example = "4711",
              types = {"string", "number", "boolean", "array", "object"})
          Object sample,
      @Schema(description = "Whether it is protected health information.") boolean phi) {}

  public static EventTypeView of(
      EventType type, EventCatalogue catalogue, @Nullable KeptEventType own, JsonMapper json) {
    String schema = own == null ? null : own.definition().schema();
    return new EventTypeView(
        type.type(),
        type.module(),
        type.label(),
        type.aliases(),
        type.variables().stream().map(name -> variable(name, type, catalogue)).toList(),
        new SampleData(catalogue).subject(type.type()),
        own != null,
        schema == null ? null : json.readTree(schema),
        own == null ? null : own.definition().validate(),
        own == null ? BUILT_IN : EventTypeEditing.revision(own));
  }

  private static VariableView variable(String name, EventType type, EventCatalogue catalogue) {
    var described = catalogue.variable(name);
    if (described == null) {
      return new VariableView(name, "sample", true);
    }
    Object sample =
        switch (name) {
          case "event_type" -> type.type();
          case "event_name" -> catalogue.eventName(type.type());
          case "module_name" -> type.module();
          default -> described.sample();
        };
    return new VariableView(name, sample, described.phi());
  }
}
