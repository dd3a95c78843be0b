package org.wardbell.workflows.event;

/** A part of a clinic that events are grouped under. */
public record CatalogueModule(String name, String label) {}
