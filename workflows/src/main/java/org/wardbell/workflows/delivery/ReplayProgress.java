package org.wardbell.workflows.delivery;

/**
 * The progress of a replay job; counts only.
 *
 * @param over whether there is nothing to do any more, or not until somebody resumes it
 * @param created deliveries made by this step
 * @param waitMillis until the next step makes sense; at most a minute
 */
public record ReplayProgress(boolean over, int created, long waitMillis) {}
