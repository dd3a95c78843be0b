/** People as administrators see them: made, changed, given roles, removed. */
@NullMarked
package org.wardbell.api.person;

import org.jspecify.annotations.NullMarked;
