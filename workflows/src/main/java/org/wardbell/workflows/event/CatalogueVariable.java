package org.wardbell.workflows.event;

/**
 * Something a template can say about an event.
 *
 * @param sample as it would stand in an event's data: a string, number, boolean, list or map
 * @param phi whether it is protected health information
 */
public record CatalogueVariable(String name, Object sample, boolean phi) {}
