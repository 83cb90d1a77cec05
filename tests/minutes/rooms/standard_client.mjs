// The published y-websocket client as it is, under Node. It says what happens to it, one JSON value a line; on stdin it is told
// what to type. Its measure of having arrived is its own "synced"; what is stored it hears by a handler of its own, if asked to.
import * as readline from "node:readline";
import * as decoding from "lib0/decoding";
import WebSocket from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

const { SERVER, ROOM, SCHEMA, COOKIE, ORIGIN, LISTENS } = process.env;
class Browser extends WebSocket {
  constructor(address, protocols) {
    super(address, protocols, { headers: { Cookie: COOKIE, Origin: ORIGIN } });
  }
}

const say = (what) => process.stdout.write(`${JSON.stringify(what)}\n`);
const doc = new Y.Doc();
const text = doc.getText("meta");
const options = { WebSocketPolyfill: Browser, params: { v: SCHEMA }, disableBc: true };
const provider = new WebsocketProvider(SERVER, `${ROOM}/`, doc, options);
if (LISTENS) provider.messageHandlers[100] = (_encoder, decoder) => say({ stored: decoding.readVarUint(decoder) });
provider.on("sync", (synced) => say({ synced }));
provider.on("connection-close", (event) => say({ closed: event?.code ?? 0 }));
provider.on("closed", () => {
  say({ final: true });
  process.exit(0);
});
text.observe(() => say({ text: text.toString() }));
provider.awareness.on("change", () => say({ people: [...provider.awareness.getStates().values()] }));
provider.awareness.setLocalStateField("user", { name: "市長" });
readline.createInterface({ input: process.stdin }).on("line", (words) => text.insert(text.length, words));
