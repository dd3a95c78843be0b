package org.wardbell.simulator.http;

/** One header line, the name as it was written. */
public record Header(String name, String value) {}
