/** The decisions of Wardbell: the domain as records, pure rules, and workflows. */
@NullMarked
package org.wardbell.workflows;

import org.jspecify.annotations.NullMarked;
