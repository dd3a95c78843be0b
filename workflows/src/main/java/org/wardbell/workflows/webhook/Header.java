package org.wardbell.workflows.webhook;

/** A name and a value template, for a header or a query parameter. */
public record Header(String name, String value) {}
