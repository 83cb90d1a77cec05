// Passkeys: asks the browser and puts its answer into the form around. Without this script the code does the same.

const decode = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
const encode = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

// What the server sends as text the browser wants as bytes.
const known = (list = []) => list.map((each) => ({ ...each, id: decode(each.id) }));
const toAsk = (options) => ({
  ...options,
  challenge: decode(options.challenge),
  allowCredentials: known(options.allowCredentials),
});
const toMake = (options) => ({
  ...options,
  challenge: decode(options.challenge),
  user: { ...options.user, id: decode(options.user.id) },
  excludeCredentials: known(options.excludeCredentials),
});

// And back.
function asText(credential) {
  const { response } = credential;
  const parts = ["clientDataJSON", "authenticatorData", "signature", "userHandle", "attestationObject"];
  const sent = Object.fromEntries(parts.filter((name) => response[name]).map((name) => [name, encode(response[name])]));
  if (response.getTransports) sent.transports = response.getTransports();
  return JSON.stringify({
    id: credential.id,
    rawId: encode(credential.rawId),
    type: credential.type,
    response: sent,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

async function ask(place, form) {
  const words = new FormData();
  words.set("act", place.dataset.act);
  words.set("about", place.dataset.about);
  words.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  const answer = await fetch(place.dataset.options, { method: "POST", body: words, credentials: "same-origin" });
  if (!answer.ok) throw new Error("no options");
  return navigator.credentials.get({ publicKey: toAsk(await answer.json()) });
}

const make = (place) => navigator.credentials.create({ publicKey: toMake(JSON.parse(place.dataset.make)) });

function offer(place) {
  const form = place.closest("form") ?? document.getElementById(place.dataset.form);
  const trouble = place.querySelector("[role=alert]");
  const making = "make" in place.dataset;
  place.hidden = false;
  place.querySelector("button").addEventListener("click", async () => {
    trouble.hidden = true;
    try {
      const credential = await (making ? make(place) : ask(place, form));
      form.elements[making ? "answer" : "assertion"].value = asText(credential);
      form.requestSubmit(form.querySelector("button[type=submit]"));
    } catch {
      trouble.hidden = false; // the reader closed the browser's window, or it has no passkey of ours
    }
  });
}

if (window.PublicKeyCredential) document.querySelectorAll("[data-passkey]").forEach(offer);
