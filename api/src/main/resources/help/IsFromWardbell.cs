using System;
using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;

static class Wardbell
{
    // headers: names in small letters; body: the bytes as they came, before anything binds them
    public static bool IsFromWardbell(string secret, IDictionary<string, string> headers, byte[] body)
    {
        if (!headers.TryGetValue("webhook-id", out var id)
            || !headers.TryGetValue("webhook-timestamp", out var sent)
            || !headers.TryGetValue("webhook-signature", out var given)
            || !long.TryParse(sent, out var seconds)
            || Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - seconds) > 300)
        {
            return false; // an old request, sent again by somebody else
        }
        var key = Convert.FromBase64String(secret.Substring("whsec_".Length));
        using var mac = new HMACSHA256(key);
        var digest = mac.ComputeHash(Encoding.UTF8.GetBytes($"{id}.{sent}.").Concat(body).ToArray());
        var wanted = Encoding.UTF8.GetBytes("v1," + Convert.ToBase64String(digest));
        return given.Split(' ')
            .Any(each => CryptographicOperations.FixedTimeEquals(wanted, Encoding.UTF8.GetBytes(each)));
    }
}
