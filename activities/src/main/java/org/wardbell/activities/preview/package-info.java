/** Shows a request before it is sent, or sends one as a test. */
@NullMarked
package org.wardbell.activities.preview;

import org.jspecify.annotations.NullMarked;
