package org.wardbell.activities.person;

import static org.wardbell.activities.database.generated.Tables.PERSON_GRANT;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.clinic.Role;
import org.wardbell.activities.database.generated.tables.records.PersonGrantRecord;

/** The store of the roles that people have. */
public final class Grants {
  /** Stands for the installation where a column cannot be null; sorts before every clinic. */
  private static final UUID INSTALLATION = new UUID(0, 0);

  Grants() {}

  /** Gives a person a role in a clinic (null: the installation), in place of the one of before. */
  public void put(DSLContext transaction, UUID person, Grant grant, Instant now) {
    transaction
        .insertInto(PERSON_GRANT)
        .set(PERSON_GRANT.PERSON_ID, person)
        .set(PERSON_GRANT.SCOPE, scope(grant.clinicId()))
        .set(PERSON_GRANT.ROLE, grant.role().name())
        .set(PERSON_GRANT.CREATED_AT, now)
        .onDuplicateKeyUpdate()
        .set(PERSON_GRANT.ROLE, grant.role().name())
        .execute();
  }

  /** Takes a person's role in a clinic (null: the installation) away; false if there is none. */
  public boolean remove(DSLContext transaction, UUID person, @Nullable UUID clinic) {
    return transaction
            .deleteFrom(PERSON_GRANT)
            .where(PERSON_GRANT.PERSON_ID.eq(person), PERSON_GRANT.SCOPE.eq(scope(clinic)))
            .execute()
        == 1;
  }

  /** Returns the grants of these people. */
  Map<UUID, List<Grant>> of(DSLContext dsl, Collection<UUID> people) {
    return dsl
        .selectFrom(PERSON_GRANT)
        .where(PERSON_GRANT.PERSON_ID.in(people))
        .orderBy(PERSON_GRANT.PERSON_ID, PERSON_GRANT.SCOPE)
        .fetch()
        .stream()
        .collect(
            Collectors.groupingBy(
                PersonGrantRecord::getPersonId,
                Collectors.mapping(Grants::read, Collectors.toList())));
  }

  private static Grant read(PersonGrantRecord row) {
    return new Grant(
        row.getScope().equals(INSTALLATION) ? null : row.getScope(), Role.valueOf(row.getRole()));
  }

  private static UUID scope(@Nullable UUID clinic) {
    return clinic == null ? INSTALLATION : clinic;
  }
}
