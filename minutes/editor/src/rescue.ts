/** Unsent words of an earlier tab: brought back, shown, taken back again; or offered to copy where they may not go in. */
import * as Y from "yjs";
import { bring, spansBetween, trial, wordsIn, wordsOf } from "./brought";
import type { Words } from "./config";
import { button, h, icon } from "./dom";
import { Journal, livingTabs, type Left } from "./journal";
import { keyAsker } from "./journalkey";
import type { May } from "./messages";
import type { Panes } from "./panes";
import { Database } from "./shelf";
import { places, type Mark, type Span } from "./unsent";

export interface Parts {
  doc: Y.Doc;
  roots: readonly Y.XmlFragment[];
  mark: Mark;
  panes: Pick<Panes, "read" | "redraw" | "show">;
  /** Where on the page it is said. */
  place: HTMLElement | null;
  words: Words;
  say: (text: string) => void;
}

/** The journal of this page; a page that nobody writes on (projector) and a browser that cannot seal keep nothing. */
export function journalOf(document: Document, address: string, place: HTMLElement | null): Journal | null {
  if (place === null || !("indexedDB" in globalThis) || !globalThis.isSecureContext) return null;
  return new Journal(keyAsker(document, address), new Database(indexedDB), livingTabs(navigator.locks));
}

const GREY = { class: "btn btn--grey" };
const LINE = { class: "btn btn--line" };

export class Rescue {
  private left: Left | null = null;
  private offered = false;
  private back: HTMLElement | null = null; // the button that takes out what was brought

  constructor(
    private readonly parts: Parts,
    private readonly journal: Journal | null,
  ) {
    void this.open();
  }

  /** Ask for the keys, and for what an earlier tab left. */
  async open(): Promise<void> {
    const left = await this.journal?.open();
    if (left && (left.updates.length > 0 || left.shut.length > 0)) this.left = left;
    if (this.left) this.ready();
  }

  /** Called by the room when there is something to look at; the room may call `look` at once. */
  ready: () => void = () => {};

  note(update: Uint8Array): void {
    this.journal?.note(update);
  }

  stored(): void {
    this.journal?.stored();
  }

  hide(): void {
    this.journal?.flush();
  }

  loggedOut(): void {
    this.journal?.forget();
  }

  /** The text is no longer this person's: nothing of it stays here. */
  wipe(): void {
    this.journal?.drop();
    this.journal?.forget();
  }

  /** The text is here and nobody composes: deal with what an earlier tab left. */
  look(may: May): void {
    const { left } = this;
    if (may !== "write") this.back?.remove();
    if (left === null) return;
    this.left = null;
    const { doc } = this.parts;
    if (left.updates.length > 0) {
      const copy = trial(doc, left.updates);
      if (may === "write" && copy) this.bring(left.updates);
      else if (copy) this.copyOut(wordsIn([copy.getXmlFragment("agenda"), copy.getXmlFragment("minutes")], spansBetween(doc, copy)));
      else this.copyOut(wordsOf(left.updates));
    } else if (left.shut.some(([client, clock]) => Y.getState(doc.store, client) < clock)) {
      this.tell("need", h("p", { class: "banner__title" }, this.parts.words("lost_shut")));
    }
  }

  /** These words of this tab cannot be stored any more. */
  offer(spans: readonly Span[]): void {
    if (this.offered) return;
    this.offered = true;
    this.copyOut(wordsIn(this.parts.roots, spans));
  }

  private bring(updates: readonly Uint8Array[]): void {
    const { doc, roots, mark, panes, words, say } = this.parts;
    this.journal?.take();
    panes.read(); // as before anything that comes
    const brought = bring(doc, roots, updates);
    if (brought === null) return; // all of it had arrived
    const n = places(roots, brought.spans);
    mark.brought = brought.spans;
    panes.redraw();
    const title = n > 0 ? words("brought", { n }) : words("brought_changes");
    const hide = (): void => {
      mark.brought = [];
      panes.redraw();
      this.hush();
    };
    let at = 0;
    const show = button(words("brought_show"), () => void (at = panes.show(brought.spans, at)), LINE);
    this.back = button(words("brought_undo"), () => (brought.undo(), hide(), say(words("brought_undone"))), GREY);
    const acts = h("div", { class: "room__acts" }, n > 0 ? show : null, this.back, button(words("close"), hide, GREY));
    this.tell("done", h("p", { class: "banner__title" }, title), acts);
  }

  private copyOut(text: string): void {
    if (!text) return this.journal?.drop();
    const { words, say } = this.parts;
    const area = h("textarea", { readonly: true, rows: "6", "aria-label": words("lost_words") }, text);
    const done = (): void => (this.journal?.drop(), this.hush());
    const copied = (): void => say(words("lost_copied"));
    const byHand = (): void => (area.focus(), area.select());
    const copy = button(words("lost_copy"), () => void navigator.clipboard.writeText(text).then(copied, byHand), LINE);
    this.tell(
      "need",
      h("p", { class: "banner__title" }, words("lost_title")),
      h("p", { class: "banner__text" }, words("lost_text")),
      area,
      h("div", { class: "room__acts" }, copy, button(words("lost_close"), done, GREY)),
    );
  }

  private tell(kind: "done" | "need", ...parts: HTMLElement[]): void {
    const body = h("div", { class: "banner__body", role: "status" });
    const banner = h("div", { class: `banner banner--${kind}` }, icon(kind === "done" ? "check-circle" : "error"), body);
    this.parts.place?.replaceChildren(banner);
    body.append(...parts); // into a region that is there: then it is read aloud
  }

  private hush(): void {
    this.parts.place?.replaceChildren();
  }
}
