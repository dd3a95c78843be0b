/** People who sign in: their rows, roles, links, second factors and failed tries. */
@NullMarked
package org.wardbell.activities.person;

import org.jspecify.annotations.NullMarked;
