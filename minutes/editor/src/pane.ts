/** One editor in the room: the agenda or the minutes, bound to its part of the document. */
import { Editor, Extension } from "@tiptap/core";
import { Collaboration } from "@tiptap/extension-collaboration";
import { Plugin, TextSelection, type EditorState } from "@tiptap/pm/state";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import { Begun } from "./begun";
import type { Context } from "./blocks/context";
import { Keys } from "./blocks/keys";
import { Places } from "./blocks/places";
import { watchComposition, type Hold } from "./composition";
import { Comments } from "./comments/marks";
import { Caret } from "./caret";
import { Cursors } from "./cursors";
import { oneStep } from "./undo";
import { h } from "./dom";
import { Find } from "./find";
import { contentOf } from "./guard";
import { choices } from "./choices";
import { setPresenceOf } from "./occupied";
import { asking, setAsker, type Marked } from "./marks";
import { nodes, schema } from "./schema";
import { cleaned, fromOffice } from "./paste";
import { Slash } from "./slash";
import { readUnread } from "./unread";
import { stretches, Unsent, type Mark, type Span } from "./unsent";
import { WhoWrote, type Authors } from "./who";

export interface PaneOptions {
  mount: HTMLElement;
  root: Y.XmlFragment;
  awareness: Awareness;
  hold: Hold;
  context: Context;
  mark: Mark;
  /** Whose words are whose, where one may ask. */
  authors?: Authors;
  /** Somebody pressed on words that were commented on. */
  comments?: (thread: string) => void;
  label: string;
  placeholder: string;
  editable: boolean;
  /** Ask for an address or a reading. */
  ask?: (mark: Marked, editor: Editor) => void;
  /** The editor met something it cannot show. */
  onFault: () => void;
}

function surface({ label, placeholder, editable }: PaneOptions): Extension {
  const attributes = (state: EditorState): Record<string, string> => {
    const only = state.doc.childCount === 1 ? state.doc.firstChild : null;
    const empty = only?.type.name === "paragraph" && only.content.size === 0;
    return {
      class: empty ? "editor is-empty" : "editor",
      role: "textbox",
      "aria-multiline": "true",
      "aria-readonly": String(!editable),
      "aria-label": label,
      "aria-describedby": "room-editor-hint",
      "data-placeholder": placeholder,
      spellcheck: "false",
    };
  };
  return Extension.create({
    name: "surface",
    addProseMirrorPlugins: () => [new Plugin({ props: { attributes } }), asking()],
  });
}

/** Escape leaves the editor, also from a control in a block, so that Tab walks on through the page. */
function escape(event: KeyboardEvent): void {
  if (event.key !== "Escape" || event.isComposing) return;
  (event.currentTarget as HTMLElement).closest<HTMLElement>("[data-pane]")?.focus();
}

/** On a phone a bar stands above and one below: the caret is kept between them, in CSS pixels. */
const FREE_BAND = { top: 150, bottom: 190, left: 0, right: 0 };

export class Pane {
  readonly editor: Editor;
  private readonly unwatch: () => void;

  constructor(private readonly options: PaneOptions) {
    const { mount, root, awareness, hold, context, mark, authors, editable, onFault } = options;
    mount.replaceChildren();
    mount.addEventListener("keydown", escape);
    this.editor = new Editor({
      element: mount,
      editable,
      injectCSS: false, // the page's policy allows no style element: editor.css carries the rules
      editorProps: { scrollMargin: FREE_BAND, scrollThreshold: FREE_BAND, transformPastedHTML: (html) => (fromOffice(html) ? cleaned(html) : html) },
      enableContentCheck: true,
      onContentError: onFault,
      content: contentOf(root, schema()), // so that the first caret stands in a text
      extensions: [
        ...nodes(context),
        Collaboration.configure({ fragment: root }),
        Cursors.configure({ awareness }),
        Caret.configure({ root }),
        Begun.configure({ root }),
        Places,
        Find,
        Keys.configure({ context }),
        Slash.configure({ choices: choices(context), words: context.words, say: context.say }),
        Unsent.configure({ root, mark }),
        WhoWrote.configure({ root, authors: authors ?? null }),
        Comments.configure({ root, open: this.options.comments ?? (() => {}) }),
        surface(options),
      ],
    });
    setPresenceOf(this.editor, awareness);
    setAsker(this.editor, (mark) => options.ask?.(mark, this.editor));
    this.unwatch = watchComposition(this.editor.view, hold, oneStep(this.editor));
  }

  /** Show again what depends on more than the text. */
  redraw(): void {
    if (this.editor.isDestroyed || this.options.hold.active) return; // a word being composed must not be drawn anew
    const { view } = this.editor;
    readUnread(view);
    view.dispatch(view.state.tr.setMeta("addToHistory", false));
  }

  /** Where these spans stand, from → to. */
  places(spans: readonly Span[]): [number, number][] {
    return this.editor.isDestroyed ? [] : stretches(this.editor.state, this.options.root, spans);
  }

  goTo([from, to]: [number, number]): void {
    this.settle();
    const { view } = this.editor;
    view.focus();
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)).scrollIntoView());
  }

  /** End a composition by hand, so that a button may change the text. */
  settle(): void {
    const { view } = this.editor;
    if (view.composing) view.dom.blur();
  }

  destroy(): void {
    if (this.editor.isDestroyed) return;
    this.options.mount.removeEventListener("keydown", escape);
    this.unwatch();
    this.editor.destroy();
  }

  /** Stop editing for good but leave the words to read. The binding goes first: it must write nothing more. */
  freeze(): void {
    if (this.editor.isDestroyed) return;
    const copy = this.editor.view.dom.cloneNode(true) as HTMLElement;
    this.destroy();
    copy.querySelectorAll("select, input, datalist, button, .cursor, .block__tools, .roles__foot, .table__tools").forEach((one) => one.remove());
    copy.querySelectorAll<HTMLElement>(".table-box").forEach((one) => (one.tabIndex = 0));
    copy.querySelectorAll<HTMLElement>(".field__plain").forEach((one) => (one.hidden = false));
    copy.querySelectorAll<HTMLElement>(".person__plain").forEach((one) => (one.ariaHidden = null));
    this.options.mount.replaceChildren(h("div", { class: "editor editor--still" }, ...copy.childNodes));
  }
}
