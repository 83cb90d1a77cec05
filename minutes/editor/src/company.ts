/** Being here with others: my own presence, the list of who is here, and what is said of them aloud. */
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { Person, Words } from "./config";
import { KINDS } from "./edit";
import { Attendance, showCalled } from "./attendance";
import { present, show, showBrief, type State } from "./presence";

const WRITING_MS = 4000;
const DRAW_MS = 150;
const SAY_MS = 10_000;
const SUM_UP_MS = 3000;
const BLOCKS: readonly string[] = [...KINDS, "table"];

export interface Page {
  list: HTMLElement;
  count: HTMLElement | null;
  /** A line of the first few, for a phone. */
  brief: HTMLElement | null;
  /** Who of those who are called is here. */
  called: { place: HTMLElement | null; people: readonly Person[] };
  /** "Read aloud who is writing": a box to tick. */
  aloud: HTMLInputElement | null;
}

export class Company {
  readonly awareness: Awareness;
  private colour = 0;
  private resting: ReturnType<typeof setTimeout> | undefined;
  private drawing: ReturnType<typeof setTimeout> | undefined;
  private writers = new Set<string>();
  private saidAt = 0;
  private shown = "";
  private readonly attendance: Attendance;
  private readonly added = new Map<string, number>();

  constructor(
    doc: Y.Doc,
    private readonly me: Person,
    private readonly page: Page,
    private readonly words: Words,
    private readonly say: (text: string) => void,
  ) {
    this.attendance = new Attendance(page.called.people);
    this.awareness = new Awareness(doc);
    this.awareness.setLocalState({ user: me, writing: false, device: this.device() });
    this.awareness.on("change", () => this.later());
    document.addEventListener("visibilitychange", () => this.tell("device", this.device()));
    this.later();
  }

  /** My colour is the server's to give. */
  paint(colour: number): void {
    if (colour === this.colour) return;
    this.colour = colour;
    this.later();
  }

  /** I changed the text just now. */
  wrote(): void {
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.tell("writing", false), WRITING_MS);
    this.tell("writing", true);
  }

  /** Sum up aloud which blocks others added at the top of `root`. */
  announceBlocks(root: Y.XmlFragment): void {
    root.observe((event, transaction) => {
      if (transaction.local || event.changes.deleted.size > 0) return; // a block that moved is not new
      for (const item of event.changes.added) {
        const type: unknown = (item.content as Partial<Y.ContentType>).type;
        const name = type instanceof Y.XmlElement ? type.nodeName : "";
        if (!BLOCKS.includes(name)) continue;
        if (this.added.size === 0) setTimeout(() => this.sumUp(), SUM_UP_MS);
        this.added.set(name, (this.added.get(name) ?? 0) + 1);
      }
    });
  }

  leave(): void {
    clearTimeout(this.resting);
    clearTimeout(this.drawing);
    this.awareness.destroy();
  }

  private sumUp(): void {
    for (const [name, n] of this.added) this.say(this.words(`${name}_added`, { n }));
    this.added.clear();
  }

  private device(): NonNullable<State["device"]> {
    if (document.hidden) return "away";
    return matchMedia("(pointer: coarse) and (width < 40rem)").matches ? "phone" : "computer";
  }

  private tell(field: string, value: unknown): void {
    if (this.awareness.getLocalState()?.[field] !== value) this.awareness.setLocalStateField(field, value);
  }

  private later(): void {
    this.drawing ??= setTimeout(() => {
      this.drawing = undefined;
      this.draw();
    }, DRAW_MS);
  }

  private draw(): void {
    const states = [...this.awareness.getStates()].map(([id, state]) =>
      id === this.awareness.clientID ? { ...state, user: { ...this.me, colour: this.colour } } : state,
    );
    const people = present(states as State[], this.me);
    const shown = JSON.stringify(people);
    if (shown !== this.shown) {
      this.shown = shown;
      show(this.page.list, people, this.words);
      if (this.page.brief) showBrief(this.page.brief, people, this.words);
      if (this.page.called.place) showCalled(this.page.called.place, this.attendance.look(people), this.words);
      if (this.page.count) this.page.count.textContent = this.words("people_count", { n: people.length });
    }
    const writers = people.filter((one) => one.doing === "writing" && !one.me);
    const fresh = writers.find((one) => !this.writers.has(one.id));
    this.writers = new Set(writers.map((one) => one.id));
    if (!fresh || !this.page.aloud?.checked || Date.now() - this.saidAt < SAY_MS) return;
    this.saidAt = Date.now();
    this.say(this.words("is_writing", { name: fresh.family }));
  }
}
