/** The frames of the socket: y-websocket's, plus acknowledgement (100), status (101) and talk (102). Bytes in, meaning out. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

const SYNC = 0;
const AWARENESS = 1;
const QUERY_AWARENESS = 3;
const ACKNOWLEDGED = 100;
const STATUS = 101;
const TALK = 102;

/** Sync steps: what I have (a state vector) · what you lack · a change. */
export const STEP1 = 0;
export const STEP2 = 1;
export const UPDATE = 2;

export type May = "write" | "read";

export type Message =
  | { kind: "sync"; step: number; payload: Uint8Array }
  | { kind: "presence"; states: Uint8Array }
  | { kind: "presence?" }
  | { kind: "acknowledged"; count: number }
  | { kind: "status"; may: May; colour: number; emergencies: string }
  /** How far the comments on this document have come. */
  | { kind: "talk"; count: number }
  | { kind: "unknown" };

/** Read one frame. Throws when it is cut short. */
export function read(frame: Uint8Array): Message {
  const decoder = decoding.createDecoder(frame);
  switch (decoding.readVarUint(decoder)) {
    case SYNC:
      return { kind: "sync", step: decoding.readVarUint(decoder), payload: decoding.readVarUint8Array(decoder) };
    case AWARENESS:
      return { kind: "presence", states: decoding.readVarUint8Array(decoder) };
    case QUERY_AWARENESS:
      return { kind: "presence?" };
    case ACKNOWLEDGED:
      return { kind: "acknowledged", count: decoding.readVarUint(decoder) };
    case STATUS: {
      const status = JSON.parse(decoding.readVarString(decoder)) as Partial<Record<"may" | "colour" | "emergencies", unknown>>;
      const emergencies = Array.isArray(status.emergencies) ? status.emergencies.join(" ") : "";
      return { kind: "status", may: status.may === "write" ? "write" : "read", colour: Number(status.colour) || 0, emergencies };
    }
    case TALK:
      return { kind: "talk", count: decoding.readVarUint(decoder) };
    default:
      return { kind: "unknown" };
  }
}

const write = (...parts: (number | Uint8Array)[]): Uint8Array<ArrayBuffer> => {
  const encoder = encoding.createEncoder();
  for (const part of parts) {
    if (typeof part === "number") encoding.writeVarUint(encoder, part);
    else encoding.writeVarUint8Array(encoder, part);
  }
  return encoding.toUint8Array(encoder) as Uint8Array<ArrayBuffer>;
};

export const sync = (step: number, payload: Uint8Array) => write(SYNC, step, payload);
export const presence = (states: Uint8Array) => write(AWARENESS, states);
export const askPresence = () => write(QUERY_AWARENESS);
