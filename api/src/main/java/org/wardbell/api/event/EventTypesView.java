package org.wardbell.api.event;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.wardbell.workflows.event.CatalogueModule;

/** The catalogue as a clinic sees it. */
@Schema(name = "EventTypes")
record EventTypesView(
    @Schema(description = "What types are grouped under, in the order to show them.")
        List<CatalogueModule> modules,
    List<EventTypeView> types,
    @Schema(description = "Names of the variables that every event has.")
        List<String> commonVariables) {}
