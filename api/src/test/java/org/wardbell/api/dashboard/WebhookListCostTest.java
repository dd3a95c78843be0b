package org.wardbell.api.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.ExecuteListenerProvider;
import org.jooq.impl.DefaultExecuteListenerProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wardbell.api.ApiServer;
import org.wardbell.api.Call;
import org.wardbell.api.Clinics;
import org.wardbell.api.People;

/** What the list of webhooks asks the database: the same, however many rows it has. */
@Tag("servers")
class WebhookListCostTest {
  private static final int MANY = 50;

  private final String clinic = Clinics.make();
  private final People.SignedInPerson reader = People.make(clinic, "READER").signIn();

  @Test
  void list_ofMany_asksNoMoreThanOneOfTwo() {
    Clinics.webhook(clinic);
    Clinics.delivery(clinic, Clinics.webhook(clinic), Clinics.event(clinic), "DELIVERED");
    List<String> ofTwo = statements(2);
    for (int i = 2; i < MANY; i++) {
      Clinics.delivery(clinic, Clinics.webhook(clinic), Clinics.event(clinic), "DELIVERED");
    }

    List<String> ofMany = statements(MANY);

    assertThat(ofTwo).isNotEmpty();
    assertThat(ofMany).hasSameSizeAs(ofTwo);
    assertThat(ofMany).hasSizeLessThan(10);
  }

  private List<String> statements(int rows) {
    DSLContext database = ApiServer.shared().bean(DSLContext.class);
    ExecuteListenerProvider[] before = database.configuration().executeListenerProviders();
    Heard heard = new Heard();
    try {
      database
          .configuration()
          .set(
              java.util.stream.Stream.concat(
                      java.util.stream.Stream.of(before),
                      java.util.stream.Stream.of(new DefaultExecuteListenerProvider(heard)))
                  .toArray(ExecuteListenerProvider[]::new));
      Call.Answer page = reader.withoutToken("/webhooks").get();
      assertThat(page.text().split("data-label=\"Name\"", -1)).hasSize(rows + 1);
    } finally {
      database.configuration().set(before);
    }
    return heard.statements;
  }

  /** A listener to what the list's controller asks, and nobody else. */
  private static final class Heard implements ExecuteListener {
    private static final long serialVersionUID = 1L;

    private final transient List<String> statements = new CopyOnWriteArrayList<>();

    @Override
    public void executeStart(ExecuteContext context) {
      boolean ours =
          StackWalker.getInstance()
              .walk(
                  frames ->
                      frames.anyMatch(
                          frame -> frame.getClassName().endsWith(".WebhookListController")));
      if (ours) {
        statements.add(String.valueOf(context.sql()));
      }
    }
  }
}
