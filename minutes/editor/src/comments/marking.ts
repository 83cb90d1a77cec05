/** Where the words of each thread stand in the two texts: drawn, followed, and missed when they are gone. */
import type { Editor } from "@tiptap/core";
import type * as Y from "yjs";
import { mark, places } from "./marks";
import type { Thread } from "./server";

export type Part = Thread["part"];
export const PARTS: readonly Part[] = ["agenda", "minutes"];
const LOOK_MS = 1_000;
/** The words about which somebody is just writing, before there is a thread. */
const NEW = "new";

/** The two texts, the agenda's first. */
export interface Texts {
  roots: readonly [agenda: Y.XmlFragment, minutes: Y.XmlFragment];
  /** None before the text is there. */
  editors: () => Editor[];
  /** A word is being composed: nothing must be drawn anew in the text. */
  composing: () => boolean;
}

export interface Chosen {
  part: Part;
  anchor: Uint8Array;
  quote: string;
}

export class Marking {
  /** The words about which somebody writes. */
  chosen: Chosen | null = null;
  private threads: readonly Thread[] | null = null;
  private here: string | null = null;
  private due = false;
  private looking: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly texts: Texts,
    private readonly lost: (ids: Set<string>) => void,
  ) {
    for (const root of texts.roots) root.observeDeep(() => this.lookLater());
  }

  /** The threads as the server has them now. */
  take(threads: readonly Thread[]): void {
    this.threads = threads;
    this.draw();
  }

  /** The thread that is looked at. */
  look(id: string): void {
    this.here = id;
    this.draw();
  }

  /** Somebody writes about these words, or about none any more. */
  choose(chosen: Chosen | null): void {
    this.chosen = chosen;
    this.draw();
  }

  /** Draw anew, or as soon as no word is being composed. */
  draw(): void {
    this.due = true;
    this.drawDue();
  }

  /** A composition ended: what is due is drawn now. */
  drawDue(): void {
    if (!this.due || this.texts.composing() || this.threads === null) return;
    this.due = false;
    const { chosen, threads } = this;
    this.texts.editors().forEach((editor, index) => {
      const shown = threads.filter((one) => one.part === PARTS[index] && this.marked(one));
      const marks = shown.map(({ id, anchor, quote }) => ({ id, anchor: fromBase64(anchor), quote }));
      if (chosen && chosen.part === PARTS[index]) marks.push({ ...chosen, id: NEW });
      mark(editor, { marks, here: chosen ? NEW : this.here });
    });
    this.lookForLost();
  }

  /** The place of each thread in the order of reading. */
  order(): Map<string, number> {
    const all = this.texts.editors().flatMap((editor, part) => [...places(editor)].map(([id, { from }]) => [id, part * 1e9 + from] as const));
    return new Map(all);
  }

  /** Tell of threads whose words are gone. */
  lookForLost(): void {
    if (this.texts.editors().length === 0) return;
    const found = this.order();
    const gone = this.threads?.filter((one) => this.marked(one) && !found.has(one.id)) ?? [];
    this.lost(new Set(gone.map((one) => one.id)));
  }

  destroy(): void {
    clearTimeout(this.looking);
  }

  /** What is resolved is marked only while it is looked at, what was taken back no more. */
  private marked(thread: Thread): boolean {
    return thread.stands && (!thread.resolved || thread.id === this.here);
  }

  private lookLater(): void {
    if (!this.threads?.length) return;
    this.looking ??= setTimeout(() => {
      this.looking = undefined;
      this.lookForLost();
    }, LOOK_MS);
  }
}

export const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));
const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
