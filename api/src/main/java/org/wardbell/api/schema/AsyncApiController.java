package org.wardbell.api.schema;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.wardbell.activities.event.ClinicCatalogues;
import org.wardbell.api.access.Caller;
import org.wardbell.api.access.Open;
import org.wardbell.api.clinic.RequestedClinic;
import org.wardbell.workflows.event.EventCatalogue;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The AsyncAPI document: Wardbell's own types for everybody, and with a key those of its clinic as
 * well.
 */
@RestController
@Hidden
class AsyncApiController {
  private final EventCatalogue builtIn;
  private final ClinicCatalogues catalogues;
  private final RequestedClinic clinics;
  private final DataSchemas schemas;
  private final JsonMapper json;
  private final String version;

  AsyncApiController(
      EventCatalogue builtIn,
      ClinicCatalogues catalogues,
      RequestedClinic clinics,
      DataSchemas schemas,
      JsonMapper json,
      Environment environment) {
    this.builtIn = builtIn;
    this.catalogues = catalogues;
    this.clinics = clinics;
    this.schemas = schemas;
    this.json = json;
    this.version = environment.getProperty("wardbell.version", "0.1.0");
  }

  @GetMapping("/api/asyncapi.json")
  @Open("Without a key it is the same for every installation.")
  ResponseEntity<ObjectNode> document(Optional<Caller> caller) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noCache().cachePrivate())
        .header(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION)
        .body(write(caller.orElse(null)));
  }

  private ObjectNode write(@Nullable Caller caller) {
    if (caller == null) {
      return new AsyncApiDocument(builtIn, _ -> Optional.empty(), schemas, json).write(version);
    }
    var clinic = clinics.of(caller, null);
    return new AsyncApiDocument(
            catalogues.of(clinic), type -> catalogues.own(clinic, type), schemas, json)
        .write(version);
  }
}
