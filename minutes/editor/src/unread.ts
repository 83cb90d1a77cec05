/**
 * Reads what the browser did and the editor has not heard of yet: where the caret was put, which letters came.
 *
 * The browser moves the caret at once and tells of it a moment later. What is drawn anew in between, because somebody
 * else writes or moves, puts the caret back where it was before, and the next letters go there.
 */
import type { EditorView } from "@tiptap/pm/view";

/** Before anything that I did not do myself is drawn. While I compose nothing of it is. */
export function readUnread(view: EditorView): void {
  if (view.isDestroyed || view.composing) return;
  // The view's own way, which it takes itself as soon as the browser tells; it offers no public one.
  (view as unknown as { domObserver: { flush: () => void } }).domObserver.flush();
}
