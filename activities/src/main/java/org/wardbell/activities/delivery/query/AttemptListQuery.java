package org.wardbell.activities.delivery.query;

import static org.wardbell.activities.database.generated.Tables.ATTEMPT;
import static org.wardbell.activities.database.generated.Tables.DELIVERY;
import static org.wardbell.activities.database.generated.Tables.EVENT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.Select;
import org.jooq.SelectField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.wardbell.activities.webhook.WebhookNames;
import org.wardbell.workflows.delivery.DeliveryStatus;

/**
 * The queries of the execution log: attempts, newest first, along the index on their numbers. No
 * other index is asked for, because each would cost a write for every attempt: a filter looks at so
 * many rows of one page at most, the page may be short, and the cursor goes on.
 */
public final class AttemptListQuery {
  /** Rows that one page looks at if the filter is about the attempts themselves. */
  static final int SCANNED_ROWS = 20_000;

  /** Rows that it looks at if each leads to its delivery and event. */
  static final int JOINED_ROWS = 5_000;

  private static final List<SelectField<?>> FIELDS = fields();

  private final DSLContext database;
  private final NumbersByTime numbers;

  public AttemptListQuery(DSLContext database) {
    this.database = database;
    this.numbers = new NumbersByTime(database, ATTEMPT, ATTEMPT.NUMBER, ATTEMPT.STARTED_AT);
  }

  private static List<SelectField<?>> fields() {
    List<SelectField<?>> fields = new ArrayList<>(DeliveryQuery.WITHOUT_RESPONSE);
    fields.addAll(
        List.of(
            ATTEMPT.NUMBER,
            ATTEMPT.CLINIC_ID,
            ATTEMPT.WEBHOOK_ID,
            DELIVERY.EVENT_ID,
            DELIVERY.STATUS,
            EVENT.TYPE));
    return List.copyOf(fields);
  }

  /** Attempts that pass the filter, newest first. */
  public AttemptSlice list(AttemptFilter filter, int limit) {
    if (filter.delivery() != null) {
      // A handful of rows, by primary key.
      return slice(rows(filter, ATTEMPT.DELIVERY_ID.eq(filter.delivery()), limit), limit, null);
    }
    Condition bounds = bounds(filter);
    // Where each row passes, a page ends by itself.
    Long oldest =
        filter.isEmpty()
            ? null
            : numbers.lowestOfNewest(filter.joins() ? JOINED_ROWS : SCANNED_ROWS, bounds);
    Condition window = oldest == null ? bounds : bounds.and(ATTEMPT.NUMBER.ge(oldest));
    return slice(rows(filter, window, limit), limit, oldest);
  }

  /** Returns one more than a page has, if there are. */
  private List<LoggedAttempt> rows(AttemptFilter filter, Condition window, int limit) {
    return read(select(filter, window, limit + 1));
  }

  private static AttemptSlice slice(List<LoggedAttempt> rows, int limit, @Nullable Long oldest) {
    if (rows.size() <= limit) {
      return new AttemptSlice(rows, oldest);
    }
    List<LoggedAttempt> page = rows.subList(0, limit);
    return new AttemptSlice(page, page.getLast().number());
  }

  /** Returns the attempt with this number. */
  public Optional<LoggedAttempt> find(long number) {
    return read(select(EVERYTHING, ATTEMPT.NUMBER.eq(number), 1)).stream().findFirst();
  }

  private static final AttemptFilter EVERYTHING =
      new AttemptFilter(null, null, null, null, null, null, null, null, null, null, null);

  /** Returns what the filter says about numbers. */
  Condition bounds(AttemptFilter filter) {
    return numbers.between(filter.from(), filter.to(), filter.before());
  }

  /** Returns the query itself, so that a test can ask the database for its plan. */
  Select<? extends Record> select(AttemptFilter filter, Condition window, int limit) {
    return database
        .select(FIELDS)
        .from(ATTEMPT)
        .straightJoin(DELIVERY)
        .on(DELIVERY.ID.eq(ATTEMPT.DELIVERY_ID))
        .leftJoin(EVENT)
        .on(EVENT.ID.eq(DELIVERY.EVENT_ID))
        .where(window)
        .and(wanted(filter))
        .orderBy(ATTEMPT.NUMBER.desc())
        .limit(limit);
  }

  private static Condition wanted(AttemptFilter filter) {
    Condition wanted = DSL.noCondition();
    if (filter.clinic() != null) {
      wanted = wanted.and(ATTEMPT.CLINIC_ID.eq(filter.clinic()));
    }
    if (filter.webhook() != null) {
      wanted = wanted.and(ATTEMPT.WEBHOOK_ID.eq(filter.webhook()));
    }
    if (filter.eventType() != null) {
      wanted = wanted.and(EVENT.TYPE.eq(filter.eventType()));
    }
    if (filter.status() != null) {
      wanted = wanted.and(filter.status().condition());
    }
    if (filter.outcome() != null) {
      wanted = wanted.and(ATTEMPT.OUTCOME.eq(filter.outcome().name()));
    }
    if (filter.code() != null) {
      wanted = wanted.and(ATTEMPT.CODE.eq(filter.code()));
    }
    if (filter.trigger() != null) {
      wanted = wanted.and(ATTEMPT.TRIGGER.eq(filter.trigger()));
    }
    if (filter.from() != null) {
      wanted = wanted.and(ATTEMPT.STARTED_AT.ge(filter.from()));
    }
    return filter.to() == null ? wanted : wanted.and(ATTEMPT.STARTED_AT.lt(filter.to()));
  }

  /** Reads rows; names of webhooks are looked up by key, for all of them at once. */
  private List<LoggedAttempt> read(Select<? extends Record> query) {
    Result<? extends Record> rows = query.fetch();
    Map<UUID, String> webhooks =
        WebhookNames.of(database, Set.copyOf(rows.getValues(ATTEMPT.WEBHOOK_ID)));
    return rows.map(row -> read(row, webhooks.get(row.get(ATTEMPT.WEBHOOK_ID))));
  }

  private static LoggedAttempt read(Record row, @Nullable String webhook) {
    return new LoggedAttempt(
        row.get(ATTEMPT.NUMBER),
        row.get(ATTEMPT.CLINIC_ID),
        row.get(ATTEMPT.WEBHOOK_ID),
        webhook,
        row.get(ATTEMPT.DELIVERY_ID),
        row.get(DELIVERY.EVENT_ID),
        row.get(EVENT.TYPE),
        DeliveryStatus.valueOf(row.get(DELIVERY.STATUS)),
        DeliveryQuery.read(row.into(ATTEMPT), null));
  }
}
