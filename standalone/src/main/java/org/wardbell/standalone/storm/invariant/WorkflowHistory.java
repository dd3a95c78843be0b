package org.wardbell.standalone.storm.invariant;

/**
 * The history of one run of a workflow.
 *
 * @param events in it
 * @param bytes of it
 */
public record WorkflowHistory(String workflow, long events, long bytes) {}
