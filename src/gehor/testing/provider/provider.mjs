// An OpenID provider for tests: the certified oidc-provider, set up as the Swedish profile asks.
// In the environment: PORT, CLIENT (JSON of our client), PEOPLE (JSON: sign-in name -> claims), KEY (which of its keys).

import { generateKeyPairSync } from "node:crypto";
import { Provider } from "oidc-provider";

const number = "https://id.oidc.se/claim/personalIdentityNumber";
const issuer = `http://127.0.0.1:${process.env.PORT}`;
const people = JSON.parse(process.env.PEOPLE);
const key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" });

const provider = new Provider(issuer, {
  clients: [JSON.parse(process.env.CLIENT)],
  clientAuthMethods: ["private_key_jwt", "client_secret_post"],
  jwks: { keys: [{ ...key, kid: process.env.KEY, use: "sig", alg: "RS256" }] },
  claims: { openid: ["sub"], email: ["email", "email_verified"], "https://id.oidc.se/scope/naturalPersonNumber": [number, "municipality", "name", "address"] },
  scopes: ["openid", "profile", "email", "https://id.oidc.se/scope/naturalPersonNumber"],
  pkce: { required: () => true },
  features: { devInteractions: { enabled: true } },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
});
const server = provider.listen(Number(process.env.PORT), "127.0.0.1", () => console.log("ready"));
process.on("SIGTERM", () => server.close(() => process.exit(0)) && server.closeAllConnections());
