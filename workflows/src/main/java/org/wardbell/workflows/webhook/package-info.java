/**
 * Configured HTTP calls: what a clinic may say about them, and the workflow that minds a troubled
 * one.
 */
@NullMarked
package org.wardbell.workflows.webhook;

import org.jspecify.annotations.NullMarked;
