package org.wardbell.activities.payload;

import java.util.UUID;
import org.wardbell.activities.event.EventFacts;
import org.wardbell.activities.expression.Expression;
import org.wardbell.activities.template.Values;
import org.wardbell.activities.template.Variables;

/**
 * A writer of a JSONata expression's result for the standard envelope, as JSON.
 *
 * @param body false to write the fields of the result as a query
 */
record TransformWriter(Expression expression, String contentType, boolean body)
    implements PayloadWriter {
  @Override
  public RenderedPayload write(EventFacts event, Variables variables, UUID deliveryId) {
    byte[] json = expression.transform(event.clinic().id(), Envelope.latest(event));
    return body ? new RenderedPayload(json, contentType) : FlatQuery.of(Values.parse(json));
  }
}
