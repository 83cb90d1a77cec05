/** The keys of this person's journal of this document: asked of the server, never to be read again by any script. */

export interface Grant {
  owner: string;
  slot: string;
  /** The first seals; each of them may open. */
  keys: CryptoKey[];
}

/** "none": nothing may be kept in this browser. null: no answer, or not ours. */
export type AskKeys = () => Promise<Grant | "none" | null>;

const MARK = 16;
const KEY = 32;

const hex = (octets: Uint8Array): string => Array.from(octets, (one) => one.toString(16).padStart(2, "0")).join("");

/** Octets as rooms/journal.py lays them; they are overwritten once the keys are imported. */
export async function imported(octets: Uint8Array<ArrayBuffer>): Promise<Grant> {
  const owner = hex(octets.subarray(0, MARK));
  const slot = hex(octets.subarray(MARK, 2 * MARK));
  const keys: CryptoKey[] = [];
  for (let at = 2 * MARK; at + KEY <= octets.length; at += KEY) {
    const raw = octets.subarray(at, at + KEY);
    keys.push(await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]));
  }
  octets.fill(0);
  return { owner, slot, keys };
}

export function keyAsker(document: Document, address: string): AskKeys {
  const options: RequestInit = { cache: "no-store", credentials: "same-origin", redirect: "error" };
  const form = document.querySelector<HTMLFormElement>("#staying form");
  const ask = (token: string): Promise<Response | null> =>
    fetch(address, { ...options, method: "POST", headers: { "X-CSRFToken": token } }).catch(() => null);
  /** A new login has new tokens; this form's address tells them (sessions/views.py). */
  const freshToken = async (): Promise<string> => {
    const answer = await fetch(form?.action ?? "", options).catch(() => null);
    return answer?.ok ? ((await answer.json()) as { token: string }).token : "";
  };
  return async () => {
    let answer = await ask(form?.querySelector<HTMLInputElement>("input[name=csrfmiddlewaretoken]")?.value ?? "");
    if (answer?.status === 403) answer = await ask(await freshToken());
    if (answer?.status === 204) return "none";
    if (!answer?.ok) return null;
    return imported(new Uint8Array(await answer.arrayBuffer()));
  };
}
