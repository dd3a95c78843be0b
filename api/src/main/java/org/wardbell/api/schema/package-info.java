/** The forms of events as others' tools read them: JSON Schema and AsyncAPI. */
@NullMarked
package org.wardbell.api.schema;

import org.jspecify.annotations.NullMarked;
