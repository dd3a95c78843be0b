/** Clinics that post events, receivers that misbehave, and administrators, all by a seed. */
@NullMarked
package org.wardbell.standalone.storm.traffic;

import org.jspecify.annotations.NullMarked;
