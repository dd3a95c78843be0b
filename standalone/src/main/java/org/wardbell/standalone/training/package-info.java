/** The training run that makes the AOT cache, with which later starts are quick. */
@NullMarked
package org.wardbell.standalone.training;

import org.jspecify.annotations.NullMarked;
