/** The pages on which webhooks are made and changed, with a preview of what they would send. */
@NullMarked
package org.wardbell.api.dashboard.editor;

import org.jspecify.annotations.NullMarked;
