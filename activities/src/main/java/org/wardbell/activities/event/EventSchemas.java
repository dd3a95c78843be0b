package org.wardbell.activities.event;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.wardbell.activities.expression.DocumentSchema;
import org.wardbell.activities.expression.ExpressionFailure;
import org.wardbell.activities.expression.ExpressionOverload;

/** The JSON Schemas of clinics' own types, against which events are checked. */
public final class EventSchemas {
  /** Characters of a schema. */
  public static final int MAXIMUM_CHARACTERS = 64 * 1024;

  /** A reference to itself without end shows at the first use. */
  private static final byte[] PROBE = "{}".getBytes(StandardCharsets.UTF_8);

  /**
   * One value that does not fit.
   *
   * @param path into the data: {@code items[0].price}; empty for the whole
   * @param message the schema's demand
   */
  public record Misfit(String path, String message) {}

  private EventSchemas() {}

  /**
   * Refuses a schema that cannot be used, or costs too much for any data.
   *
   * @throws IllegalArgumentException naming the fault
   * @throws ExpressionOverload if it could not be tried now
   */
  public static void requireUsable(UUID clinic, String schema) {
    try {
      var _ = DocumentSchema.misfits(clinic, schema, PROBE);
    } catch (ExpressionFailure mistake) {
      throw new IllegalArgumentException(mistake.getMessage(), mistake);
    } catch (ExpressionOverload overload) {
      if (overload.isSlow()) {
        throw new IllegalArgumentException(
            "checking even {} against it takes more than half a second", overload);
      }
      throw overload;
    }
  }

  /**
   * Returns the values of an event's data that do not fit its type; empty if the type asks for no
   * validation.
   *
   * @throws ExpressionOverload if it was not checked to its end
   */
  public static List<Misfit> misfits(UUID clinic, KeptEventType type, byte[] data) {
    String schema = type.definition().schema();
    if (schema == null || !type.definition().validate()) {
      return List.of();
    }
    try {
      return DocumentSchema.misfits(clinic, schema, data).stream()
          .map(misfit -> new Misfit(misfit.path(), misfit.message()))
          .toList();
    } catch (ExpressionFailure unusable) {
      return List.of(new Misfit("", "cannot be checked: " + unusable.getMessage()));
    }
  }
}
