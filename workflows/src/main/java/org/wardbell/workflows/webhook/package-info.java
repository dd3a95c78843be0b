/**
 * Configured HTTP calls: a clinic's settings of them, and the workflow that minds a troubled one.
 */
@NullMarked
package org.wardbell.workflows.webhook;

import org.jspecify.annotations.NullMarked;
