package org.wardbell.api.dashboard.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.event.ClinicCatalogues;
import org.wardbell.activities.event.KeptEventType;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Needs;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.api.event.EventTrials;
import org.wardbell.api.event.EventTypeView;
import org.wardbell.api.problem.FieldProblem;
import org.wardbell.api.problem.ProblemException;
import org.wardbell.api.schema.DataSchemas;
import org.wardbell.workflows.event.CatalogueModule;
import org.wardbell.workflows.event.EventCatalogue;
import org.wardbell.workflows.event.EventType;
import tools.jackson.databind.json.JsonMapper;

/** The catalogue of types, and the page of each, on which a payload can be tried. */
@Controller
@RequestMapping(TypeController.PATH)
class TypeController {
  static final String PATH = "/events/types";

  private final ClinicCatalogues catalogues;
  private final RequestedClinic clinics;
  private final DataSchemas schemas;
  private final EventTrials trials;
  private final JsonMapper json;

  TypeController(
      ClinicCatalogues catalogues,
      RequestedClinic clinics,
      DataSchemas schemas,
      EventTrials trials,
      JsonMapper json) {
    this.catalogues = catalogues;
    this.clinics = clinics;
    this.schemas = schemas;
    this.trials = trials;
    this.json = json;
  }

  @GetMapping
  @Needs(Role.READER)
  String list(Caller caller, Model model) {
    UUID clinic = clinics.ofParameter(caller, null);
    EventCatalogue catalogue = catalogues.of(clinic);
    Map<String, List<TypesPage.Row>> byModule = new LinkedHashMap<>();
    for (EventType type : catalogue.types()) {
      byModule
          .computeIfAbsent(type.module(), _ -> new ArrayList<>())
          .add(
              new TypesPage.Row(
                  type.type(),
                  type.label(),
                  String.join(", ", type.aliases()),
                  catalogues.own(clinic, type.type()).isPresent()));
    }
    List<TypesPage.Group> groups = new ArrayList<>();
    for (CatalogueModule module : catalogue.modules()) {
      List<TypesPage.Row> rows = byModule.remove(module.name());
      if (rows != null) {
        groups.add(new TypesPage.Group(module.label(), rows));
      }
    }
    byModule.forEach((module, rows) -> groups.add(new TypesPage.Group(module, rows)));
    model.addAttribute("page", new TypesPage(groups, caller.isInstallation()));
    return "event/types";
  }

  @GetMapping("/{type}")
  @Needs(Role.READER)
  String show(@PathVariable String type, Caller caller, Model model) {
    return page(type, null, caller, model);
  }

  /** Says whether a payload would be kept; nothing is posted. */
  @PostMapping("/{type}/trial")
  @Needs(Role.READER)
  String trial(
      @PathVariable String type,
      @RequestParam(required = false) @Nullable String payload,
      Caller caller,
      Model model) {
    return page(type, payload == null ? "" : payload, caller, model);
  }

  private String page(String named, @Nullable String payload, Caller caller, Model model) {
    UUID clinic = clinics.ofParameter(caller, null);
    EventCatalogue catalogue = catalogues.of(clinic);
    String canonical = catalogues.canonical(clinic, named);
    EventType type = canonical == null ? null : catalogue.type(canonical);
    if (type == null) {
      throw ProblemException.notFound("event type");
    }
    KeptEventType own = catalogues.own(clinic, type.type()).orElse(null);
    EventTypeView view = EventTypeView.of(type, catalogue, own, json);
    List<FieldProblem> problems =
        payload == null ? null : trials.problems(type.type(), payload, caller);
    model.addAttribute(
        "page",
        new TypePage(
            view,
            variables(view, catalogue.commonVariables()),
            schemas.document(catalogue, type, own).toPrettyString(),
            payload == null ? sample(view, own, catalogue.commonVariables()) : payload,
            problems));
    return "event/type";
  }

  private List<TypePage.Variable> variables(EventTypeView view, Set<String> common) {
    return view.variables().stream()
        .map(
            each ->
                new TypePage.Variable(
                    "{{" + each.name() + "}}",
                    each.sample() instanceof String text
                        ? text
                        : json.writeValueAsString(each.sample()),
                    each.phi(),
                    common.contains(each.name())))
        .toList();
  }

  /** Returns a payload as the samples make it. */
  private String sample(EventTypeView view, @Nullable KeptEventType own, Set<String> common) {
    Map<String, Object> data = new LinkedHashMap<>();
    view.variables().stream()
        .filter(each -> !common.contains(each.name()) || isOwn(own, each.name()))
        .forEach(each -> data.put(each.name(), each.sample()));
    return json.writerWithDefaultPrettyPrinter().writeValueAsString(data);
  }

  private static boolean isOwn(@Nullable KeptEventType own, String variable) {
    return own != null
        && own.definition().variables().stream().anyMatch(each -> each.name().equals(variable));
  }
}
