package org.wardbell.activities.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jooq.BindingGetResultSetContext;
import org.jooq.BindingSQLContext;
import org.jooq.BindingSetStatementContext;
import org.jooq.Converter;
import org.jooq.impl.AbstractBinding;

/**
 * The only way of an instant to a UTC {@code datetime(6)} and back. The driver gets and gives date
 * and time without a zone; jOOQ's own way leads over {@link java.sql.Timestamp}, which shifts them
 * by the zone of the JVM.
 */
public final class InstantBinding extends AbstractBinding<LocalDateTime, Instant> {
  private static final DateTimeFormatter LITERAL =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd HH:mm:ss")
          .appendFraction(ChronoField.MICRO_OF_SECOND, 6, 6, true)
          .toFormatter(Locale.ROOT);

  /** To the microseconds that the column keeps. */
  private static final Converter<LocalDateTime, Instant> CONVERTER =
      Converter.ofNullable(
          LocalDateTime.class,
          Instant.class,
          time -> time.toInstant(ZoneOffset.UTC),
          instant ->
              LocalDateTime.ofInstant(instant.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC));

  /** Creates a binding; called by jOOQ's generated code. */
  public InstantBinding() {}

  @Override
  public Converter<LocalDateTime, Instant> converter() {
    return CONVERTER;
  }

  @Override
  protected void sqlInline(BindingSQLContext<Instant> context) {
    LocalDateTime time = CONVERTER.to(context.value());
    context.render().sql(time == null ? "null" : "timestamp '" + LITERAL.format(time) + "'");
  }

  @Override
  public void set(BindingSetStatementContext<Instant> context) throws SQLException {
    PreparedStatement statement = context.statement();
    LocalDateTime time = CONVERTER.to(context.value());
    if (time == null) {
      statement.setNull(context.index(), Types.TIMESTAMP);
    } else {
      statement.setObject(context.index(), time);
    }
  }

  @Override
  public void get(BindingGetResultSetContext<Instant> context) throws SQLException {
    ResultSet rows = context.resultSet();
    context.value(CONVERTER.from(rows.getObject(context.index(), LocalDateTime.class)));
  }
}
