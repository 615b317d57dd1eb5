// A SAML identity provider for tests: samlify, which knows us by our own metadata and checks what we sign.
// In the environment: PORT, KEY and CERTIFICATE (PEM), PEOPLE (JSON: sign-in name -> attributes), PARTIES (JSON: a list
// of our metadata). /sso asks who one is; what is sent from there may say what is to be wrong with the answer.

import { createServer } from "node:http";
import { inflateRawSync } from "node:zlib";
import samlify from "samlify";

const { Constants, IdentityProvider, ServiceProvider, setSchemaValidator } = samlify;
setSchemaValidator({ validate: async () => "left to those who read it" });
const { PORT, KEY, CERTIFICATE } = process.env;
const here = `http://127.0.0.1:${PORT}`;
const people = JSON.parse(process.env.PEOPLE);
const knownAs = (xml) => /entityID="([^"]+)"/.exec(xml)[1];
const signed = Object.fromEntries(
  JSON.parse(process.env.PARTIES).map((metadata) => [knownAs(metadata), ServiceProvider({ metadata })])
);
// The same, of whom the message alone is signed
const onlyMessage = Object.fromEntries(
  JSON.parse(process.env.PARTIES).map((xml) => {
    const metadata = xml.replace('WantAssertionsSigned="true"', 'WantAssertionsSigned="false"');
    return [knownAs(xml), ServiceProvider({ metadata, wantMessageSigned: true })];
  })
);

const statement =
  '<saml:AuthnStatement AuthnInstant="{IssueInstant}"><saml:AuthnContext><saml:AuthnContextClassRef>{Level}' +
  "</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>";
const provider = (more) =>
  IdentityProvider({
    entityID: here,
    signingCert: CERTIFICATE,
    privateKey: KEY,
    wantAuthnRequestsSigned: true,
    requestSignatureAlgorithm: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
    nameIDFormat: ["urn:oasis:names:tc:SAML:2.0:nameid-format:transient"],
    singleSignOnService: [{ Binding: Constants.namespace.binding.redirect, Location: `${here}/sso` }],
    ...more,
  });
const plain = provider({});
const encrypting = provider({ isAssertionEncrypted: true });

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
const later = (minutes) => new Date(Date.now() + minutes * 60_000).toISOString().replace(/\.\d+Z/, "Z");

function filled(template, us, asked, person, wrong) {
  const attributes = Object.entries(person).map(
    ([name, value]) =>
      `<saml:Attribute Name="${escaped(name)}" NameFormat="urn:oasis:names:tc:SAML:2.0:attrname-format:uri">` +
      `<saml:AttributeValue>${escaped(value)}</saml:AttributeValue></saml:Attribute>`
  );
  const address = us.entityMeta.getAssertionConsumerService("post");
  const minutes = Number(wrong.minutes ?? 0);
  const values = {
    ID: `_${crypto.randomUUID()}`,
    AssertionID: `_${crypto.randomUUID()}`,
    Issuer: wrong.issuer ?? here,
    IssueInstant: later(minutes),
    Destination: wrong.destination ?? address,
    SubjectRecipient: wrong.recipient ?? address,
    InResponseTo: asked,
    Audience: wrong.audience ?? us.entityMeta.getEntityID(),
    StatusCode: wrong.status ?? "urn:oasis:names:tc:SAML:2.0:status:Success",
    NameIDFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:transient",
    NameID: crypto.randomUUID(),
    ConditionsNotBefore: later(minutes),
    ConditionsNotOnOrAfter: later(minutes + 5),
    SubjectConfirmationDataNotOnOrAfter: later(minutes + 5),
  };
  const context = template
    .replaceAll(wrong.unasked ? ' InResponseTo="{InResponseTo}"' : "{}", "")
    .replace("{AuthnStatement}", statement.replace("{Level}", wrong.level ?? "http://id.elegnamnden.se/loa/1.0/loa3"))
    .replace("{AttributeStatement}", `<saml:AttributeStatement>${attributes.join("")}</saml:AttributeStatement>`)
    .replaceAll(/\{(\w+)\}/g, (_, name) => escaped(values[name]));
  return { id: values.ID, context };
}

async function asks(query, octets) {
  const xml = inflateRawSync(Buffer.from(query.SAMLRequest, "base64")).toString();
  const from = /Issuer[^>]*>([^<]+)</.exec(xml)[1];
  const { extract } = await plain.parseLoginRequest(signed[from], "redirect", { query, octetString: octets });
  const hidden = { of: from, asked: extract.request.id, relay: query.RelayState ?? "" };
  const fields = Object.entries(hidden).map(([name, value]) => `<input name="${name}" value="${escaped(value)}">`);
  return `<form method="post" action="/sso">${fields.join("")}<input name="login"></form>`;
}

async function answers({ of, asked, relay, login, ...wrong }) {
  const us = (wrong.message ? onlyMessage : signed)[of];
  const { context } = await (wrong.encrypted ? encrypting : plain).createLoginResponse(us, {}, "post", {}, {
    customTagReplacement: (template) => filled(template, us, asked, people[login], wrong),
  });
  const to = escaped(us.entityMeta.getAssertionConsumerService("post"));
  return (
    `<form method="post" action="${to}"><input name="SAMLResponse" value="${context}">` +
    `<input name="RelayState" value="${escaped(relay)}"></form>`
  );
}

const server = createServer(async (request, response) => {
  try {
    const url = new URL(request.url, here);
    if (url.pathname === "/metadata") return response.end(plain.getMetadata());
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    if (request.method === "GET") {
      const sent = url.search.slice(1).split("&");
      const octets = ["SAMLRequest=", "RelayState=", "SigAlg="]
        .flatMap((name) => sent.filter((part) => part.startsWith(name)))
        .join("&");
      return response.end(await asks(Object.fromEntries(url.searchParams), octets));
    }
    let body = "";
    for await (const part of request) body += part;
    response.end(await answers(Object.fromEntries(new URLSearchParams(body))));
  } catch (fault) {
    response.writeHead(500).end(String(fault?.stack ?? fault));
  }
});
server.listen(Number(PORT), "127.0.0.1", () => console.log("ready"));
process.on("SIGTERM", () => server.close(() => process.exit(0)) && server.closeAllConnections());
