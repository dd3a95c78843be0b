/** What has to be true after a storm, checked on what was read when it was quiet. */
@NullMarked
package org.wardbell.standalone.storm.invariant;

import org.jspecify.annotations.NullMarked;
