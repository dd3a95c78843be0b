package org.wardbell.api.schema;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Validation by an independent library, against schemas that are here and none that is fetched. */
final class Drafts {
  private Drafts() {}

  /** Returns what a document breaks of AsyncAPI's own JSON Schema, in draft 07. */
  static List<String> asyncApi(String document) {
    try (InputStream schema = Drafts.class.getResourceAsStream("/asyncapi/3.0.0.json")) {
      String text =
          new String(Objects.requireNonNull(schema).readAllBytes(), StandardCharsets.UTF_8);
      return misfits(
          registry(SpecificationVersion.DRAFT_7).getSchema(text, InputFormat.JSON), document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns what a document breaks of a schema in draft 2020-12. */
  static List<String> draft2020(String schema, String document) {
    return misfits(
        registry(SpecificationVersion.DRAFT_2020_12).getSchema(schema, InputFormat.JSON), document);
  }

  /** Returns what a schema breaks of the schema of schemas, draft 2020-12. */
  static List<String> schema(String schema) {
    return misfits(
        registry(SpecificationVersion.DRAFT_2020_12)
            .getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId())),
        schema);
  }

  private static SchemaRegistry registry(SpecificationVersion draft) {
    return SchemaRegistry.withDefaultDialect(
        draft, builder -> builder.schemaLoader(loader -> loader.fetchRemoteResources(false)));
  }

  private static List<String> misfits(Schema schema, String document) {
    return schema.validate(document, InputFormat.JSON).stream().map(Error::toString).toList();
  }
}
