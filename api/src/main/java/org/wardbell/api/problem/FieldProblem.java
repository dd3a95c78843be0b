package org.wardbell.api.problem;

/**
 * One thing that is wrong with a request. It never quotes what was sent: that may be a patient's.
 *
 * @param field where, as a path: {@code events[3].type}; a header or parameter by its name
 * @param problem what is wrong
 * @param fix what to do about it
 */
public record FieldProblem(String field, String problem, String fix) {}
