import { createHmac, timingSafeEqual } from "node:crypto";

// headers: as node:http has them; body: a Buffer with the bytes as they came
// (with Express: express.raw({ type: "*/*" }), not express.json())
export function isFromWardbell(secret, headers, body) {
  const id = headers["webhook-id"];
  const sent = headers["webhook-timestamp"] ?? "";
  const given = headers["webhook-signature"] ?? "";
  if (!/^[0-9]{1,12}$/.test(sent) || Math.abs(Date.now() / 1000 - Number(sent)) > 300) {
    return false; // an old request, sent again by somebody else
  }
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const digest = createHmac("sha256", key).update(`${id}.${sent}.`).update(body).digest("base64");
  const wanted = Buffer.from(`v1,${digest}`);
  return given.split(" ").some((each) => {
    const one = Buffer.from(each);
    return one.length === wanted.length && timingSafeEqual(one, wanted);
  });
}
