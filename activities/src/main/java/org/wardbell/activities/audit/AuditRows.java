package org.wardbell.activities.audit;

import java.util.Map;
import org.jooq.JSON;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.database.generated.tables.records.AuditRecord;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The reading of rows of the audit trail. */
final class AuditRows {
  private static final JsonMapper JSON_MAPPER =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  private static final TypeReference<Map<String, Object>> DETAIL = new TypeReference<>() {};

  private AuditRows() {}

  static KeptAuditEntry read(AuditRecord row) {
    return new KeptAuditEntry(
        row.getNumber(),
        row.getAt(),
        new AuditEntry(
            row.getClinicId(),
            new AuditOrigin(
                row.getActor(),
                row.getActorName(),
                row.getActorRole(),
                row.getAddress(),
                row.getRequestId()),
            row.getAction(),
            row.getTarget(),
            row.getOutcome(),
            detail(row.getDetail())));
  }

  static @Nullable JSON json(Map<String, Object> detail) {
    return detail.isEmpty() ? null : JSON.json(text(detail));
  }

  /** Returns a detail in one form, because the database keeps JSON in an order of its own. */
  static String text(Map<String, Object> detail) {
    return JSON_MAPPER.writeValueAsString(detail);
  }

  private static Map<String, Object> detail(@Nullable JSON detail) {
    return detail == null ? Map.of() : JSON_MAPPER.readValue(detail.data(), DETAIL);
  }
}
