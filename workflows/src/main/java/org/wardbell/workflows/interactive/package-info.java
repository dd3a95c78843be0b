/**
 * Tasks that a person waits for and a worker performs: tests, previews, exchanges of OAuth codes.
 */
@NullMarked
package org.wardbell.workflows.interactive;

import org.jspecify.annotations.NullMarked;
