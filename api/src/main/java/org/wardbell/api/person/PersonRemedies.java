package org.wardbell.api.person;

import java.util.UUID;
import java.util.function.Consumer;
import org.jooq.DSLContext;
import org.springframework.stereotype.Component;
import org.wardbell.activities.audit.AuditStore;
import org.wardbell.activities.person.PasswordLinks;
import org.wardbell.activities.person.Person;
import org.wardbell.activities.person.PersonStore;
import org.wardbell.activities.person.SecondFactors;
import org.wardbell.api.access.Caller;

/** The remedies of an administrator when a person cannot sign in, or should not any more. */
@Component
public final class PersonRemedies {
  private final DSLContext database;
  private final PersonStore people;
  private final PasswordLinks links;
  private final SecondFactors factors;
  private final VisiblePeople visible;
  private final AuditStore audit;

  PersonRemedies(
      DSLContext database,
      PersonStore people,
      PasswordLinks links,
      SecondFactors factors,
      VisiblePeople visible,
      AuditStore audit) {
    this.database = database;
    this.people = people;
    this.links = links;
    this.factors = factors;
    this.visible = visible;
    this.audit = audit;
  }

  /** Makes a one-time link for a password; an earlier one works no more. */
  public PasswordLinks.Made link(UUID id, Caller caller) {
    return database.transactionResult(
        configuration -> {
          DSLContext transaction = configuration.dsl();
          Person person = visible.ruled(transaction, id, caller);
          audit.append(transaction, VisiblePeople.about(person, caller, "person.link_made"));
          return links.make(transaction, id);
        });
  }

  /** Signs a person out everywhere. */
  public void endSessions(UUID id, Caller caller) {
    change(id, caller, "person.sessions_ended", transaction -> people.endSessions(transaction, id));
  }

  /** Takes a person's second factor away. */
  public void resetSecondFactor(UUID id, Caller caller) {
    change(
        id, caller, "person.second_factor_removed", transaction -> factors.remove(transaction, id));
  }

  private void change(UUID id, Caller caller, String action, Consumer<DSLContext> change) {
    database.transaction(
        configuration -> {
          Person person = visible.ruled(configuration.dsl(), id, caller);
          change.accept(configuration.dsl());
          audit.append(configuration.dsl(), VisiblePeople.about(person, caller, action));
        });
  }
}
