/** Tests of the stand-ins for services. */
@NullMarked
package org.wardbell.simulator.service;

import org.jspecify.annotations.NullMarked;
