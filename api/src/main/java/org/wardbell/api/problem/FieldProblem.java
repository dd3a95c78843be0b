package org.wardbell.api.problem;

/**
 * One fault of a request. It never quotes the sent value, which may be a patient's.
 *
 * @param field the place, as a path: {@code events[3].type}; a header or parameter by its name
 * @param problem the fault
 * @param fix the remedy
 */
public record FieldProblem(String field, String problem, String fix) {}
