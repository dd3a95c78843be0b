<?php
/**
 * An answer of Wardbell's.
 *
 * @package Wardbell
 */

namespace Wardbell;

defined( 'ABSPATH' ) || exit;

/** What Wardbell answered, or that it did not. */
final class Answer {
	/**
	 * HTTP's status; 0 without an answer.
	 *
	 * @var int
	 */
	public $status;

	/**
	 * The body, read.
	 *
	 * @var array
	 */
	public $body;

	/**
	 * Seconds to wait, as Wardbell asks for; 0 if it does not.
	 *
	 * @var int
	 */
	public $retry_after;

	/**
	 * Why there is no answer.
	 *
	 * @var string
	 */
	private $failure;

	public function __construct( $status, array $body, $retry_after = 0, $failure = '' ) {
		$this->status      = $status;
		$this->body        = $body;
		$this->retry_after = $retry_after;
		$this->failure     = $failure;
	}

	public function is_good() {
		return $this->status >= 200 && $this->status < 300;
	}

	/** Whether it is about what was sent, and the same would be refused again. */
	public function refuses_content() {
		return in_array( $this->status, array( 400, 409, 413, 422 ), true );
	}

	/** What is wrong with which event of a batch: texts by index; empty if the answer does not say. */
	public function problems_by_index() {
		$problems = array();
		foreach ( (array) ( $this->body['errors'] ?? array() ) as $error ) {
			if ( preg_match( '/^events\[(\d+)\]\.?(.*)$/Ds', (string) ( $error['field'] ?? '' ), $parts ) ) {
				$text                          = trim( $parts[2] . ' ' . ( $error['problem'] ?? '' ) . '. ' . ( $error['fix'] ?? '' ) );
				$problems[ (int) $parts[1] ][] = $text;
			}
		}
		return array_map(
			static function ( $texts ) {
				return implode( ' ', array_slice( $texts, 0, 5 ) );
			},
			$problems
		);
	}

	/** A sentence for the administrator. */
	public function sentence() {
		if ( 0 === $this->status ) {
			/* translators: %s: the reason, as PHP says it. */
			return sprintf( __( 'Wardbell did not answer: %s', 'wardbell' ), $this->failure );
		}
		if ( 401 === $this->status ) {
			return __( 'Wardbell does not know the API key. Check it, or make a new one.', 'wardbell' );
		}
		if ( 403 === $this->status ) {
			return __( 'The API key may not write. Make one with the role WRITER.', 'wardbell' );
		}
		$said = trim( ( $this->body['title'] ?? '' ) . ' ' . ( $this->body['detail'] ?? '' ) );
		/* translators: 1: the status of HTTP, 2: what the server says. */
		return sprintf( __( 'Wardbell answered %1$d. %2$s', 'wardbell' ), $this->status, '' === $said ? __( 'Is the address right?', 'wardbell' ) : $said );
	}
}
