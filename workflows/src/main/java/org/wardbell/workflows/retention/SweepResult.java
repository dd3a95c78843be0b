package org.wardbell.workflows.retention;

/**
 * The state of a sweep.
 *
 * @param over whether nothing is left to do
 * @param rows rows that this call removed or emptied
 * @param clinicsLeft clinics that are not done
 */
public record SweepResult(boolean over, long rows, int clinicsLeft) {}
