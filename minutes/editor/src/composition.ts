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

/** ProseMirror tidies up 20 ms after compositionend; phones start the next word sooner than that. */
export const SETTLE_MS = 30;
/** A composition left lying must not keep the others' text away for ever. */
export const BOUND_MS = 20_000;

/** Hold everything back while `view` composes. Returns the function that stops watching. */
export function watchComposition(view: Composing, hold: Hold): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (act: () => void, ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(act, ms);
  };
  const finish = (): void => {
    clearTimeout(timer);
    hold.end();
  };
  const settle = (): void => (view.composing ? later(settle, SETTLE_MS) : finish());
  const listeners: Record<string, () => void> = {
    compositionstart: () => {
      hold.start();
      later(finish, BOUND_MS);
    },
    compositionupdate: () => {
      if (hold.active) later(finish, BOUND_MS);
    },
    compositionend: () => later(settle, SETTLE_MS),
    blur: () => later(finish, 0),
  };
  const hidden = (): void => {
    if (view.dom.ownerDocument.hidden) finish();
  };
  for (const [name, act] of Object.entries(listeners)) view.dom.addEventListener(name, act);
  view.dom.ownerDocument.addEventListener("visibilitychange", hidden);
  return () => {
    finish();
    for (const [name, act] of Object.entries(listeners)) view.dom.removeEventListener(name, act);
    view.dom.ownerDocument.removeEventListener("visibilitychange", hidden);
  };
}
