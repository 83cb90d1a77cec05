/** The two editors of the room, and which of them the caret was in last. */
import type { Editor } from "@tiptap/core";
import type * as Y from "yjs";
import { insertBlock, type Kind } from "./edit";
import { format, holds, type Format } from "./format";
import type { Page } from "./page";
import { Pane, type PaneOptions } from "./pane";
import { showHeld } from "./toolbar";
import { readUnread } from "./unread";
import type { Span } from "./unsent";

type Shared = Pick<PaneOptions, "awareness" | "hold" | "context" | "mark" | "authors" | "comments" | "ask" | "onFault">;

export class Panes {
  private all: Pane[] = [];
  private current: Pane | null = null;
  private editable = false;

  constructor(
    private readonly page: Page,
    private readonly roots: readonly [agenda: Y.XmlFragment, minutes: Y.XmlFragment],
    private readonly shared: Shared,
  ) {}

  /** The editor in which the caret was last. */
  get last(): Editor | null {
    return this.current && !this.current.editor.isDestroyed ? this.current.editor : null;
  }

  get mounted(): boolean {
    return this.all.length > 0;
  }

  mount(editable: boolean): void {
    this.editable = editable;
    this.current = null;
    const [agenda, minutes] = this.roots;
    this.all = [this.make("agenda", agenda), this.make("minutes", minutes)];
  }

  /** Add a block to the minutes: where the caret is, or at the end when it is elsewhere. */
  add(kind: Kind): void {
    const minutes = this.all[1];
    if (!minutes || minutes.editor.isDestroyed || !this.editable) return;
    minutes.settle();
    insertBlock(minutes.editor, kind, this.shared.context, this.current === minutes);
  }

  /** Do an act on the text where the caret was last; in the record when it was nowhere yet. */
  format(act: Format): void {
    const pane = this.current ?? this.all[1];
    if (!pane || pane.editor.isDestroyed || !this.editable) return;
    pane.settle();
    format(pane.editor, act, this.shared.context);
  }

  /** The editors that are there, the agenda's first. */
  get editors(): Editor[] {
    return this.all.map((pane) => pane.editor).filter((editor) => !editor.isDestroyed);
  }

  /** Read what I did myself, before something of somebody else is shown. */
  read(): void {
    for (const { view } of this.editors) readUnread(view);
  }

  /** Show one of the places where these spans stand, the one of this number or the first; answers the next number. */
  show(spans: readonly Span[], at: number): number {
    const found = this.all.flatMap((pane) => pane.places(spans).map((range) => ({ pane, range })));
    const place = found[at] ?? found[0];
    if (!place) return 0;
    place.pane.goTo(place.range);
    return found[at] ? at + 1 : 1;
  }

  redraw(): void {
    for (const pane of this.all) pane.redraw();
  }

  /** Stop editing, keep the words. */
  freeze(): void {
    for (const pane of this.all) pane.freeze();
  }

  destroy(): void {
    for (const pane of this.all) pane.destroy();
  }

  private make(name: "agenda" | "minutes", root: Y.XmlFragment): Pane {
    const { words } = this.shared.context;
    const labels = { label: words(name), placeholder: words(`${name}_empty`) };
    const pane = new Pane({ ...this.shared, ...labels, mount: this.page[name], root, editable: this.editable });
    const { editor } = pane;
    editor.on("focus", () => (this.current = pane));
    editor.on("transaction", () => {
      if (this.current === pane) showHeld(this.page.room.ownerDocument, (act) => holds(editor, act));
    });
    return pane;
  }
}
