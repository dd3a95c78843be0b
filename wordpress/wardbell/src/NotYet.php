<?php
/**
 * Something that works later.
 *
 * @package Wardbell
 */

namespace Wardbell;

use RuntimeException;

defined( 'ABSPATH' ) || exit;

/** The news that Wardbell cannot say yet how an appointment is: it does not answer, or is just taking over what KiviCare says. */
final class NotYet extends RuntimeException {
}
