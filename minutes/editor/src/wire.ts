/** What the provider needs from outside: a socket, a document, and whom to tell. */
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import type { May } from "./messages";

/** What this room needs of a WebSocket; tests give a hand-made one. */
export type Wire = Pick<WebSocket, "send" | "close" | "binaryType" | "onopen" | "onmessage" | "onclose">;

export interface Options {
  doc: Y.Doc;
  awareness: Awareness;
  may: May;
  open: () => Wire;
  /** A connection did not come about: the close code that says why it never will, or null to try on. */
  askWhy?: () => Promise<number | null>;
  /** A change of somebody else is about to come into the document. */
  onComing: () => void;
  /** Something about the connection changed: look at the fields again. */
  onChange: () => void;
  /** So far have the comments on the document come. */
  onTalk?: (count: number) => void;
  /** I changed something, and it may go out: composed words only once they are confirmed. */
  onOwn?: (update: Uint8Array) => void;
  /** A change could not be shown. */
  onFault: (error: unknown) => void;
}
