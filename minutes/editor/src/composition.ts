/**
 * Keeps a Japanese input composition whole: while someone composes, what comes in and what goes out waits.
 *
 * A remote change that lands in the middle of a composition breaks the word being written, and half-typed kana
 * would show on the others' screens. So from compositionstart until the view has settled, sync frames and own
 * updates wait in two lists; then own updates go out as one, and the frames are applied in order.
 */
import * as Y from "yjs";

/** What to do with the things that waited: own updates as one (or null), frames in order, presence was missed. */
export type Release = (own: Uint8Array | null, frames: Uint8Array[], missed: boolean) => void;

export class Hold {
  private holding = false;
  private frames: Uint8Array[] = [];
  private own: Uint8Array[] = [];
  private missed = false;

  constructor(private readonly release: Release) {}

  get active(): boolean {
    return this.holding;
  }

  /** Whether text of mine waits here and has not gone out. */
  get keepsOwn(): boolean {
    return this.own.length > 0;
  }

  /** Whether anybody waits for this composition to end: the others for my text, or I for theirs. */
  get waiting(): boolean {
    return this.frames.length > 0 || this.own.length > 0 || this.missed;
  }

  start(): void {
    this.holding = true;
  }

  /** Keep an incoming sync frame; false when nothing is being composed and it may be applied now. */
  keepFrame(frame: Uint8Array): boolean {
    if (this.holding) this.frames.push(frame);
    return this.holding;
  }

  /** Keep an update of my own; false when it may go out now. */
  keepUpdate(update: Uint8Array): boolean {
    if (this.holding) this.own.push(update);
    return this.holding;
  }

  /** Presence is not kept, only asked for again afterwards; false when it may be shown now. */
  dropPresence(): boolean {
    if (this.holding) this.missed = true;
    return this.holding;
  }

  /** The connection ended: its frames mean nothing on the next one, which syncs anew. */
  forgetFrames(): void {
    this.frames = [];
  }

  end(): void {
    if (!this.holding) return;
    const { own, frames, missed } = this;
    this.holding = false;
    this.own = [];
    this.frames = [];
    this.missed = false;
    this.release(own.length > 0 ? Y.mergeUpdates(own) : null, frames, missed);
  }
}

/** The part of ProseMirror's view that this room needs. */
export interface Composing {
  readonly dom: HTMLElement;
  readonly composing: boolean;
}

/** Told when a composition begins and when it has settled: one word is one step for undo. */
export interface Steps {
  begin: () => void;
  end: () => void;
}

/** ProseMirror tidies up 20 ms after compositionend, also after a blur; phones start the next word sooner than that. */
export const SETTLE_MS = 30;
/** A composition left lying must not keep the others' text away for ever: then what stands there is confirmed. */
export const BOUND_MS = 20_000;
/** An input method that does not say that it ended is believed no longer than this. */
export const STUCK_MS = 1000;

/** Hold everything back while `view` composes. Returns the function that stops watching. */
export function watchComposition(view: Composing, hold: Hold, steps: Steps = { begin() {}, end() {} }): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (act: () => void, ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(act, ms);
  };
  const finish = (): void => {
    clearTimeout(timer);
    if (!hold.active) return;
    steps.end();
    hold.end();
  };
  const settle = (from: number): void => {
    if (!view.composing || Date.now() - from >= STUCK_MS) finish();
    else later(() => settle(from), SETTLE_MS);
  };
  const soon = (): void => {
    if (hold.active) later(() => settle(Date.now()), SETTLE_MS);
  };
  /** Confirm what stands there, as leaving the field does; whoever goes on writing finds the caret where it was. */
  const conclude = (): void => {
    const had = view.dom.contains(view.dom.ownerDocument.activeElement);
    view.dom.blur();
    if (had && !view.dom.ownerDocument.hidden) view.dom.focus({ preventScroll: true });
    soon();
  };
  const bound = (): void => (hold.waiting ? conclude() : later(bound, BOUND_MS));
  const listeners: Record<string, () => void> = {
    compositionstart: () => {
      if (!hold.active) steps.begin();
      hold.start();
      later(bound, BOUND_MS);
    },
    compositionupdate: () => {
      if (hold.active) later(bound, BOUND_MS);
    },
    compositionend: soon,
    blur: soon,
  };
  const hidden = (): void => {
    if (view.dom.ownerDocument.hidden && hold.active) conclude();
  };
  for (const [name, act] of Object.entries(listeners)) view.dom.addEventListener(name, act);
  view.dom.ownerDocument.addEventListener("visibilitychange", hidden);
  return () => {
    finish();
    for (const [name, act] of Object.entries(listeners)) view.dom.removeEventListener(name, act);
    view.dom.ownerDocument.removeEventListener("visibilitychange", hidden);
  };
}
