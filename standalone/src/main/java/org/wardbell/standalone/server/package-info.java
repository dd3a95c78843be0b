/** The whole product in one process: MySQL, Temporal, and api and worker in one Spring context. */
@NullMarked
package org.wardbell.standalone.server;

import org.jspecify.annotations.NullMarked;
