package org.wardbell.workflows.webhook;

/**
 * A problem with one value that a person gave us, in words that help.
 *
 * @param field the path to it, as the API spells it: {@code headers[2].value}
 * @param problem the fault, as a sentence
 * @param fix the remedy, as a sentence
 */
public record Problem(String field, String problem, String fix) {}
