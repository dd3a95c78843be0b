// The README's first event by the generated client: arguments are server, key and receiver.
import createClient from "openapi-fetch";
import type { components, paths } from "./wardbell.js";

declare const process: { argv: string[] };

type Delivery = components["schemas"]["Delivery"];

const [server, key, receiver] = process.argv.slice(2);
const wardbell = createClient<paths>({
  baseUrl: server,
  headers: { Authorization: `Bearer ${key}` },
});

function required<T>(answer: { data?: T; error?: components["schemas"]["Problem"] }): T {
  if (answer.data === undefined) {
    throw new Error(`${answer.error?.title}: ${answer.error?.detail}`);
  }
  return answer.data;
}

const webhook = required(
  await wardbell.POST("/api/v1/webhooks", {
    body: {
      name: "My terminal",
      url: receiver,
      allow_http: true,
      events: ["appointment.*"],
      answers: [{ status: 409, meaning: "delivered" }],
    },
  }),
);

const accepted = required(
  await wardbell.POST("/api/v1/events", {
    params: { header: { "Idempotency-Key": "typescript-4711" } },
    body: { type: "appointment.booked", data: { appointment_id: 4711, patient_name: "Grace" } },
  }),
);

async function delivered(): Promise<Delivery> {
  for (let tries = 0; tries < 600; tries++) {
    const event = required(
      await wardbell.GET("/api/v1/events/{id}", { params: { path: { id: accepted.id } } }),
    );
    const mine = event.deliveries?.find((each) => each.webhook_id === webhook.id);
    if (mine?.status === "DELIVERED") {
      return mine;
    }
    await new Promise((done) => setTimeout(done, 200));
  }
  throw new Error("not delivered within two minutes");
}

const delivery = await delivered();
const refused = await wardbell.GET("/api/v1/webhooks/{id}", {
  params: { path: { id: "0198c0de-0000-7000-8000-000000000000" } },
});
console.log(`${webhook.answers[0].meaning} ${delivery.status} ${refused.error?.status}`);
