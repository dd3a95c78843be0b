/**
 * The frame of the dashboard's pages: who looks at them, in which clinic, what stands around each
 * page, and the page that tells of an error.
 */
@NullMarked
package org.wardbell.api.dashboard.frame;

import org.jspecify.annotations.NullMarked;
