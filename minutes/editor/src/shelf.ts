/** Where the browser keeps sealed words: one small table that holds nothing anybody can read. */

/** One tab's unsent words, sealed. The marks are the server's; `ends` says only how far the tab had counted. */
export interface Kept {
  /** Names the tab: random. */
  id: string;
  /** Mark of the person. Another person's are wiped (also by portal/kept.js). */
  owner: string;
  /** Mark of the person in this document. */
  slot: string;
  at: number;
  /** Per Yjs client the clock after its last step: by it the room knows whether something is really missing. */
  ends: [client: number, clock: number][];
  /** Twelve octets of nonce, then the sealed update. */
  sealed: Uint8Array<ArrayBuffer>;
}

export interface Shelf {
  all(): Promise<Kept[]>;
  put(kept: Kept): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
  wipe(): Promise<void>;
}

const NAME = "kasane-journal"; // also in portal/static/portal/kept.js
const STORE = "journal";

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("not kept"));
  });

/** The table in IndexedDB, made with the first words that wait and gone with the last. */
export class Database implements Shelf {
  private opened: Promise<IDBDatabase> | null = null;

  constructor(private readonly factory: IDBFactory) {}

  async all(): Promise<Kept[]> {
    const known = await this.factory.databases();
    return known.some((one) => one.name === NAME) ? done((await this.store("readonly")).getAll() as IDBRequest<Kept[]>) : [];
  }

  async put(kept: Kept): Promise<void> {
    await done((await this.store("readwrite")).put(kept));
  }

  async remove(ids: readonly string[]): Promise<void> {
    const store = await this.store("readwrite");
    for (const id of ids) store.delete(id);
    if ((await done(store.count())) === 0) await this.wipe();
  }

  async wipe(): Promise<void> {
    (await this.opened?.catch(() => null))?.close();
    this.opened = null;
    this.factory.deleteDatabase(NAME);
  }

  private async store(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    const database = await (this.opened ??= this.open());
    return database.transaction(STORE, mode, { durability: "strict" }).objectStore(STORE); // a PC may die, too
  }

  private async open(): Promise<IDBDatabase> {
    const request = this.factory.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    const database = await done(request);
    const forget = (): void => {
      database.close();
      this.opened = null;
    };
    database.onversionchange = forget; // another tab or the login wipes it
    database.onclose = forget; // Clear-Site-Data
    return database;
  }
}
