<?php
// $headers: names in small letters; $body: file_get_contents('php://input')
function is_from_wardbell(string $secret, array $headers, string $body): bool
{
    $id = $headers['webhook-id'] ?? '';
    $sent = $headers['webhook-timestamp'] ?? '';
    if (!preg_match('/^[0-9]{1,12}$/D', $sent) || abs(time() - (int) $sent) > 300) {
        return false; // an old request, sent again by somebody else
    }
    $key = base64_decode(substr($secret, strlen('whsec_')));
    $wanted = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$sent.$body", $key, true));
    $fits = false;
    foreach (explode(' ', $headers['webhook-signature'] ?? '') as $each) {
        $fits = hash_equals($wanted, $each) || $fits;
    }
    return $fits;
}
