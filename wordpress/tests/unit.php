<?php
/**
 * Tests of the parts that need no WordPress: php unit.php. Ends with 1 and the differences if one fails.
 *
 * @package Wardbell
 */

namespace Wardbell;

define( 'ABSPATH', __DIR__ );
foreach ( array( 'Hooks', 'KiviCare', 'Signature', 'Answer', 'AppointmentChange' ) as $name ) {
	require dirname( __DIR__ ) . '/wardbell/src/' . $name . '.php';
}

/** The text itself, as in English. */
function __( $text ) {
	return $text;
}

$failures = 0;

/** Compares what is with what should be. */
function same( $wanted, $is, $what ) {
	global $failures;
	if ( $wanted !== $is ) {
		++$failures;
		echo $what . ': wanted ' . json_encode( $wanted ) . ', is ' . json_encode( $is ) . "\n";
	}
}

// Hooks: ids in all forms.
same( 7, Hooks::record_id( 'patient', 7 ), 'a number' );
same( 7, Hooks::record_id( 'patient', '7' ), 'a number as text' );
same( 7, Hooks::record_id( 'patient', array( 'id' => '7' ) ), 'an array' );
same( 7, Hooks::record_id( 'patient', (object) array( 'ID' => 7 ) ), 'an object' );
same( 5, Hooks::record_id( 'service', array( 'id' => 1, 'service_id' => 5 ) ), 'its own name first' );
same( 0, Hooks::record_id( 'bill', array( 'encounter_id' => 5 ) ), 'another id is not its' );
same( 0, Hooks::record_id( 'bill', null ), 'nothing' );
same( true, Hooks::is_end( 'doctor.removed' ), 'an end' );
same( false, Hooks::is_end( 'bill.refunded' ), 'no end' );

// Telephone numbers of both generations.
same( '+44 7700 900123', KiviCare::telephone( '7700 900123', '44' ), 'a code beside it' );
same( '+44 7700 900123', KiviCare::telephone( '7700 900123', '+44' ), 'a code with a plus' );
same( '+44 7700 900123', KiviCare::telephone( '+44 7700 900123', '44' ), 'a code in it' );
same( '7700 900123', KiviCare::telephone( ' 7700 900123 ', '' ), 'no code' );
same( '', KiviCare::telephone( null, '44' ), 'no number' );
same( array( 'b' => 0 ), KiviCare::said( array( 'a' => null, 'b' => 0, 'c' => '' ) ), 'what was said' );
same( 120.5, KiviCare::amount( '120.50' ), 'an amount' );
same( 'about 10', KiviCare::amount( 'about 10' ), 'no amount' );
same( array( 'CANCELLED', 'BOOKED', 'PENDING', 'CHECKED_OUT', 'CHECKED_IN', null ), array_map( array( KiviCare::class, 'status' ), array( 0, '1', 2, 3, 4, 5 ) ), 'statuses' );
same( array( 2, 1, 1, 4, 3, 0, null ), array_map( array( AppointmentChange::class, 'number' ), array( 'PENDING', 'BOOKED', 'ARRIVED', 'CHECKED_IN', 'CHECKED_OUT', 'NO_SHOW', 'ELSE' ) ), 'numbers' );

// Signatures: the example of the specification's own library, with the time of now.
$secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
$key    = base64_decode( 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' );
$sign   = static function ( $id, $at, $body ) use ( $key ) {
	return 'v1,' . base64_encode( hash_hmac( 'sha256', "$id.$at.$body", $key, true ) );
};
$now    = (string) time();
$good   = $sign( 'msg_1', $now, '{"a":1}' );
same( true, Signature::fits( $secret, 'msg_1', $now, $good, '{"a":1}' ), 'a signature' );
same( true, Signature::fits( $secret, 'msg_1', $now, 'v1a,x ' . $good, '{"a":1}' ), 'one of several' );
same( false, Signature::fits( $secret, 'msg_1', $now, $good, '{"a":2}' ), 'another body' );
same( false, Signature::fits( $secret, 'msg_2', $now, $good, '{"a":1}' ), 'another id' );
same( false, Signature::fits( $secret, 'msg_1', $now, '', '{"a":1}' ), 'no signature' );
same( false, Signature::fits( 'whsec_' . base64_encode( str_repeat( 'x', 24 ) ), 'msg_1', $now, $good, '{"a":1}' ), 'another secret' );
same( false, Signature::fits( '', 'msg_1', $now, 'v1,' . base64_encode( hash_hmac( 'sha256', "msg_1.$now.{}", '', true ) ), '{}' ), 'no secret' );
foreach ( array( -301, 301 ) as $apart ) {
	$then = (string) ( time() + $apart + ( $apart > 0 ? 5 : 0 ) );
	same( false, Signature::fits( $secret, 'msg_1', $then, $sign( 'msg_1', $then, '{}' ), '{}' ), "$apart s away" );
}
same( false, Signature::fits( $secret, "msg 1\n", $now, $sign( "msg 1\n", $now, '{}' ), '{}' ), 'an id that is none' );

// Answers: which event is wrong.
$answer = new Answer(
	422,
	array(
		'errors' => array(
			array( 'field' => 'events[2].type', 'problem' => 'is not a type', 'fix' => 'Use one.' ),
			array( 'field' => 'events[2].data', 'problem' => 'is missing', 'fix' => 'Send it.' ),
			array( 'field' => 'events[10].id', 'problem' => 'was used', 'fix' => 'Another.' ),
		),
	)
);
same( array( 2 => 'type is not a type. Use one. data is missing. Send it.', 10 => 'id was used. Another.' ), $answer->problems_by_index(), 'problems' );
same( array(), ( new Answer( 422, array( 'errors' => array( array( 'field' => 'events', 'problem' => 'x' ) ) ) ) )->problems_by_index(), 'no index' );
same( true, $answer->refuses_content(), '422' );
same( false, ( new Answer( 429, array() ) )->refuses_content(), '429' );
same( false, ( new Answer( 401, array() ) )->refuses_content(), '401' );

echo $failures ? "$failures failed\n" : "all well\n";
exit( $failures ? 1 : 0 );
