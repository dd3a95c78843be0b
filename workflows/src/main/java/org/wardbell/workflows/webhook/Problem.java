package org.wardbell.workflows.webhook;

/**
 * What is wrong with one value that a person gave us, in words that help.
 *
 * @param field the path to it, as the API spells it: {@code headers[2].value}
 * @param problem what is wrong, as a sentence
 * @param fix what to do about it, as a sentence
 */
public record Problem(String field, String problem, String fix) {}
