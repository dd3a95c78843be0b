package org.wardbell.workflows.webhook;

/** The form in which an event is written for the receiver. Names are stored; never rename one. */
public enum PayloadFormat {
  /** Wardbell's envelope: id, type, timestamp, clinic_id, data. */
  STANDARD,
  /** CloudEvents 1.0 in structured mode: the envelope is the body. */
  CLOUDEVENTS,
  /** CloudEvents 1.0 in binary mode: attributes are headers, the body is the data. */
  CLOUDEVENTS_BINARY,
  /** The FHIR R4 resource that fits the event's module. */
  FHIR,
  /** The webhook's own body template, in the language of its content type. */
  TEMPLATE,
  /** Named fields, as {@code application/x-www-form-urlencoded} or {@code multipart/form-data}. */
  FORM,
  /** The result of a JSONata expression for the envelope. */
  TRANSFORM
}
