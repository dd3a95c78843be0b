package org.wardbell.activities.database;

import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.jooq.codegen.GenerationTool;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.ForcedType;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Target;
import org.wardbell.embedded.mysql.MySqlDatabase;

/**
 * The generator of jOOQ's classes from the migrations. In the test tree, because jOOQ's own Maven
 * plugin needs Maven itself to run on Java 21; {@link GeneratedCodeTest} says how to call it.
 */
final class GenerateDatabaseCode {
  private GenerateDatabaseCode() {}

  /** Migrates the empty database, and writes its classes below the folder. */
  static void generate(MySqlDatabase database, Path folder) throws Exception {
    String url = database.jdbcUrl();
    String user = database.user();
    String password = database.password();
    // The product's own migration, so that nothing can differ.
    org.wardbell.activities.database.Database.open(new DatabaseSettings(url, user, password, 4))
        .close();
    GenerationTool.generate(
        new Configuration()
            .withJdbc(new Jdbc().withUrl(url).withUser(user).withPassword(password))
            .withGenerator(
                new Generator()
                    .withDatabase(database(url))
                    .withGenerate(
                        new Generate()
                            .withPojos(false)
                            .withDaos(false)
                            .withRelations(false)
                            .withJooqVersionReference(false)
                            .withGlobalObjectReferences(true))
                    .withTarget(
                        new Target()
                            .withPackageName("org.wardbell.activities.database.generated")
                            .withDirectory(folder.toString()))));
  }

  private static Database database(String url) {
    return new Database()
        .withName("org.jooq.meta.mysql.MySQLDatabase")
        .withInputSchema(url.replaceAll(".*/([^?]+).*", "$1"))
        .withOutputSchemaToDefault(true)
        .withExcludes("flyway_schema_history")
        .withForcedTypes(
            new ForcedType()
                .withUserType(UUID.class.getName())
                .withConverter(UuidConverter.class.getName())
                .withIncludeTypes("(?i:binary\\(16\\))"),
            new ForcedType()
                .withUserType(Instant.class.getName())
                .withBinding(InstantBinding.class.getName())
                .withIncludeTypes("(?i:datetime.*)"),
            new ForcedType().withName("BOOLEAN").withIncludeTypes("(?i:tinyint\\(1\\))"),
            new ForcedType().withName("INTEGER").withIncludeTypes("(?i:(int|smallint) unsigned)"),
            new ForcedType().withName("BIGINT").withIncludeTypes("(?i:bigint unsigned)"));
  }
}
