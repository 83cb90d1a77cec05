/**
 * Keeps unsent words over the death of a tab, sealed: the key is the server's, and only this person's login gets it.
 *
 * Nothing is written while the server takes what is typed: only what waits longer than a moment, then at most every two
 * seconds, as one record of the tab; it goes as soon as everything is stored. Half-composed words are not kept.
 */
import * as Y from "yjs";
import { packed, unpacked } from "./carried";
import type { AskKeys, Grant } from "./journalkey";
import type { Kept, Shelf } from "./shelf";

/** Whatever is acknowledged within this time is never written. */
export const AFTER_MS = 1000;
export const EVERY_MS = 2000;
export const OLDEST_MS = 7 * 24 * 60 * 60_000;
export const LARGEST = 4 * 1024 * 1024;
export const MOST = 20;
/** Longer than this is not merged again: hours without a line would else cost a pause each time it doubles. */
const LONG = 32 * 1024;
const NONCE = 12;

/** What an earlier tab left: changes that open; and whether something was lost that does not. */
export interface Left {
  updates: Uint8Array[];
  shut: [client: number, clock: number][];
}

/** Which tabs live: a record of one that does is its own affair. */
export interface Living {
  /** Say that this tab lives, until it dies. */
  here(id: string): void;
  /** Those of these that live. */
  among(): Promise<Set<string>>;
}

export class Journal {
  private readonly id = crypto.randomUUID();
  private grant: Grant | null = null;
  private forbidden = false;
  private waiting: Uint8Array[] = []; // long ones first, each less than half as long as the one before once merged
  private merged = 0; // so many of them are
  private ends = new Map<number, number>(); // how far these go: per client the clock after its last step
  private unread: string[] = []; // records of earlier tabs that nobody has dealt with
  private taken: string[] = []; // those whose words travel with ours now
  private written = false;
  private turn = 0; // counts how often everything was stored or forgotten: what was begun before is of no use then
  private timer: ReturnType<typeof setTimeout> | undefined;
  private work: Promise<void> = Promise.resolve();

  constructor(
    private readonly ask: AskKeys,
    private readonly shelf: Shelf,
    private readonly living: Living,
    private readonly now: () => number = Date.now,
  ) {
    living.here(this.id);
  }

  /** Get the keys, and what an earlier tab left. Also after a new login: what waits goes on being kept then. */
  async open(): Promise<Left> {
    const granted = await this.ask();
    if (granted === "none") {
      this.forbidden = true;
      this.empty();
      await this.quietly(() => this.shelf.wipe());
    }
    if (granted === null || granted === "none") return { updates: [], shut: [] };
    this.grant = granted;
    if (this.waiting.length > 0) this.soon();
    const found: Left = { updates: [], shut: [] };
    await this.quietly(() => this.read(granted, found));
    return found;
  }

  /** I changed something, and do not know yet that it is stored. */
  note(update: Uint8Array): void {
    if (this.forbidden) return;
    this.waiting.push(update);
    this.soon();
  }

  /** Everything I changed is stored. */
  stored(): void {
    if (this.waiting.length > 0 || this.taken.length > 0) this.clear();
  }

  /** What an earlier tab left is in the document now: it goes when everything is stored. */
  take(): void {
    this.taken.push(...this.unread);
    this.unread = [];
  }

  /** All these words are given up. */
  drop(): void {
    this.take();
    this.clear();
  }

  /** The login is over: no key any more. What is written stays, sealed; the logout itself wipes it. */
  forget(): void {
    this.turn += 1;
    this.grant = null;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** Write now: the page may be gone in a moment. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { grant, turn } = this;
    if (grant === null || this.waiting.length === 0) return;
    this.merge();
    const updates = [...this.waiting];
    const ends = [...this.ends];
    if (updates.reduce((sum, one) => sum + one.length, 0) > LARGEST) return; // what was written before stays
    this.later(() => this.write(grant, turn, updates, ends));
  }

  /** Hours without a line make long lists: what is long already is seldom merged again. */
  private merge(): void {
    const fresh = this.waiting.splice(this.merged);
    if (fresh.length > 0) {
      const all = fresh.length > 1 ? Y.mergeUpdates(fresh) : fresh[0]!;
      for (const [client, clock] of Y.parseUpdateMeta(all).to) this.ends.set(client, Math.max(clock, this.ends.get(client) ?? 0));
      this.waiting.push(all);
    }
    while (this.waiting.length > 1 && this.waiting.at(-1)!.length < LONG && this.waiting.at(-2)!.length < 2 * this.waiting.at(-1)!.length) {
      this.waiting.push(Y.mergeUpdates(this.waiting.splice(-2)));
    }
    this.merged = this.waiting.length;
  }

  /** When everything begun is done. */
  settled(): Promise<void> {
    return this.work;
  }

  private soon(): void {
    if (this.grant === null) return;
    this.timer ??= setTimeout(() => this.flush(), this.written ? EVERY_MS : AFTER_MS);
  }

  private clear(): void {
    this.turn += 1;
    this.empty();
    clearTimeout(this.timer);
    this.timer = undefined;
    const gone = this.written ? [this.id, ...this.taken] : this.taken;
    this.taken = [];
    this.written = false;
    if (gone.length > 0) this.later(() => this.shelf.remove(gone));
  }

  private empty(): void {
    this.waiting = [];
    this.merged = 0;
    this.ends.clear();
  }

  private async write(grant: Grant, turn: number, updates: readonly Uint8Array[], ends: Kept["ends"]): Promise<void> {
    if (turn !== this.turn) return;
    const kept = { id: this.id, owner: grant.owner, slot: grant.slot, at: this.now(), ends };
    const sealed = await seal(grant.keys[0]!, packed(updates), bound(kept));
    if (turn !== this.turn) return; // stored meanwhile
    this.written = true;
    await this.shelf.put({ ...kept, sealed });
  }

  private async read(grant: Grant, found: Left): Promise<void> {
    const all = await this.shelf.all();
    const living = await this.living.among();
    const old = this.now() - OLDEST_MS;
    const newest = all.sort((a, b) => b.at - a.at);
    // another person's, on this browser; what is too old; and too many
    const over = newest.filter((one, at) => one.owner !== grant.owner || one.at < old || at >= MOST).map((one) => one.id);
    for (const one of newest) {
      if (one.slot !== grant.slot || living.has(one.id) || over.includes(one.id)) continue;
      const updates = await unseal(grant.keys, one);
      if (updates) {
        found.updates.push(...updates);
        this.unread.push(one.id);
      } else {
        found.shut.push(...one.ends);
        over.push(one.id);
      }
    }
    if (over.length > 0) await this.shelf.remove(over);
  }

  private later(act: () => Promise<void>): void {
    this.work = this.work.then(() => this.quietly(act));
  }

  /** A browser that keeps nothing (full, private, forbidden) is no reason to stop writing. */
  private async quietly(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch {
      // then nothing is kept
    }
  }
}

/** What a sealed record is bound to: moved to another place, person or tab, it does not open. */
const bound = ({ id, owner, slot, ends }: Omit<Kept, "sealed" | "at">): Uint8Array<ArrayBuffer> =>
  new TextEncoder().encode(JSON.stringify([owner, slot, id, ends]));

async function seal(key: CryptoKey, plain: Uint8Array<ArrayBuffer>, additionalData: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, plain);
  const whole = new Uint8Array(NONCE + sealed.byteLength);
  whole.set(iv);
  whole.set(new Uint8Array(sealed), NONCE);
  return whole;
}

async function unseal(keys: readonly CryptoKey[], kept: Kept): Promise<Uint8Array[] | null> {
  const iv = kept.sealed.subarray(0, NONCE);
  for (const key of keys) {
    try {
      const options = { name: "AES-GCM", iv, additionalData: bound(kept) };
      const plain = await crypto.subtle.decrypt(options, key, kept.sealed.subarray(NONCE));
      return [...unpacked(plain)].map((one) => new Uint8Array(one));
    } catch {
      // sealed with another key, or altered
    }
  }
  return null;
}

/** Tabs that live, by the browser's own locks: they end with the tab, however it ends. */
export function livingTabs(locks: LockManager | undefined): Living {
  const prefix = "kasane-journal ";
  return {
    here: (id) => void locks?.request(prefix + id, () => new Promise(() => {})).catch(() => undefined),
    among: async () => {
      const { held = [] } = (await locks?.query()) ?? {};
      return new Set(held.map((one) => (one.name ?? "").slice(prefix.length)));
    },
  };
}
