import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CarriedSocket, packed, unpacked, type Ask } from "./carried";
import { FakeWire } from "./fake";
import { Roads } from "./roads";

const bytes = (...numbers: number[]) => new Uint8Array(numbers);
const lot = (number: number, frames: Uint8Array[], end?: number) =>
  new Response(packed(frames), {
    headers: { "X-Carried-Hear": String(number), ...(end === undefined ? {} : { "X-Carried-End": String(end) }) },
  });

/** A server of one socket: what was asked of it, and answers by hand to what waits for news. */
class Server {
  readonly brought: [string, Uint8Array[]][] = [];
  readonly hears: { has: string; answer: (response: Response | Error) => void }[] = [];
  readonly ends: string[] = [];
  trouble: (Response | Error)[] = [];
  refuses = false;

  readonly ask: Ask = async (headers, body) => {
    if (headers["X-Carried"] === "new") {
      return this.refuses ? new Response(null, { status: 403 }) : new Response(null, { headers: { "X-Carried": "it" } });
    }
    if ("X-Carried-End" in headers) this.ends.push(headers["X-Carried"]!);
    const turn = headers["X-Carried-Send"];
    if (turn !== undefined) {
      this.brought.push([turn, [...unpacked(body!.buffer)].map((frame) => new Uint8Array(frame))]);
      const trouble = this.trouble.shift();
      if (trouble instanceof Error) throw trouble;
      return trouble ?? new Response(null);
    }
    const has = headers["X-Carried-Hear"];
    if (has === undefined) return new Response(null);
    const answer = await new Promise<Response | Error>((done) => this.hears.push({ has, answer: done }));
    if (answer instanceof Error) throw answer;
    return answer;
  };
}

function opened(server: Server) {
  const socket = new CarriedSocket(server.ask);
  const heard: Uint8Array[] = [];
  const codes: number[] = [];
  const open = vi.fn();
  socket.onopen = open;
  socket.onmessage = (event) => void heard.push(new Uint8Array(event.data as ArrayBuffer));
  socket.onclose = (event) => void codes.push(event.code);
  return { socket, heard, codes, open };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());
const settle = () => vi.advanceTimersByTimeAsync(5000);

describe("a carried socket", () => {
  it("brings what was said, several frames at once, and hears lots in their order", async () => {
    const server = new Server();
    const { socket, heard, open } = opened(server);
    socket.send(bytes(1));
    socket.send(bytes(2, 3));
    await settle();
    expect(open).toHaveBeenCalledOnce();
    expect(server.brought).toEqual([["1", [bytes(1), bytes(2, 3)]]]);
    server.hears[0]!.answer(lot(1, [bytes(9), bytes()]));
    await settle();
    expect(heard).toEqual([bytes(9), bytes()]);
    expect(server.hears[1]!.has).toBe("1");
  });

  it("has one request under way at a time, whoever speaks first", async () => {
    const server = new Server();
    const { socket } = opened(server);
    socket.onopen = () => socket.send(bytes(1));
    await settle();
    socket.send(bytes(2));
    await settle();
    expect(server.brought).toEqual([
      ["1", [bytes(1)]],
      ["2", [bytes(2)]],
    ]);
  });

  it("asks again with the same number where a request failed, and drops what it heard twice", async () => {
    const server = new Server();
    server.trouble = [new TypeError("away"), new Response(null, { status: 502 })];
    const { socket, heard, codes } = opened(server);
    socket.send(bytes(1));
    await settle();
    expect(server.brought.map(([turn]) => turn)).toEqual(["1", "1", "1"]);
    server.hears[0]!.answer(lot(1, [bytes(9)]));
    await settle();
    server.hears[1]!.answer(new TypeError("away"));
    await settle();
    expect(server.hears[2]!.has).toBe("1");
    server.hears[2]!.answer(lot(1, []));
    await settle();
    expect(heard).toEqual([bytes(9)]);
    expect(codes).toEqual([]);
  });

  it("ends with the server's code, once", async () => {
    const server = new Server();
    const { socket, heard, codes } = opened(server);
    await settle();
    server.hears[0]!.answer(lot(1, [bytes(7)], 4409));
    await settle();
    expect(heard).toEqual([bytes(7)]);
    expect(codes).toEqual([4409]);
    socket.close();
    expect(server.ends).toEqual([]);
  });

  it.each([403, 400])("is lost when the server does not know it any more (%s)", async (status) => {
    const server = new Server();
    server.trouble = [new Response(null, { status })];
    const { socket, codes } = opened(server);
    await settle();
    socket.send(bytes(1));
    await settle();
    expect(codes).toEqual([1006]);
  });

  it("is lost when it is not let in", async () => {
    const server = new Server();
    server.refuses = true;
    const { codes, open } = opened(server);
    await settle();
    expect(open).not.toHaveBeenCalled();
    expect(codes).toEqual([1006]);
  });

  it("tells the server when the tab leaves it", async () => {
    const server = new Server();
    const { socket, codes } = opened(server);
    await settle();
    socket.close();
    await settle();
    expect(server.ends).toEqual(["it"]);
    expect(codes).toEqual([]);
  });
});

describe("the road", () => {
  const roads = () => {
    const sockets: FakeWire[] = [];
    const requests: FakeWire[] = [];
    const made = (list: FakeWire[]) => () => list[list.push(new FakeWire()) - 1]!;
    let now = 0;
    const it = new Roads(made(sockets), made(requests), () => now);
    return { it, sockets, requests, later: (ms: number) => (now += ms) };
  };

  it("goes by requests after two sockets on which nothing was heard, and back after a while", () => {
    const { it: road, sockets, requests, later } = roads();
    road.open();
    sockets[0]!.ends(1006);
    expect(road.carried).toBe(false);
    road.open();
    sockets[1]!.ends(1006);
    expect(road.carried).toBe(true);
    road.open();
    expect([sockets.length, requests.length]).toEqual([2, 1]);
    requests[0]!.hears(bytes(1));
    requests[0]!.ends(1006);
    road.open();
    expect(requests.length).toBe(2);
    later(11 * 60_000);
    road.open();
    expect(sockets.length).toBe(3);
    sockets[2]!.ends(1006);
    expect(road.carried).toBe(true);
  });

  it("stays with the socket that spoke once, however often it breaks", () => {
    const { it: road, sockets, requests } = roads();
    for (let each = 0; each < 5; each += 1) {
      road.open();
      sockets[each]!.hears(bytes(1));
      sockets[each]!.ends(1006);
    }
    expect(requests).toEqual([]);
  });

  it("takes a socket on which nothing comes for one that is held up", () => {
    const { it: road, sockets } = roads();
    const codes: number[] = [];
    for (let each = 0; each < 2; each += 1) {
      const wire = road.open();
      wire.onclose = (event) => void codes.push(event.code);
      sockets[each]!.opens();
      vi.advanceTimersByTime(9000);
    }
    expect(codes).toEqual([1006, 1006]);
    expect(sockets.map((each) => each.closed)).toEqual([true, true]);
    expect(road.carried).toBe(true);
  });

  it("goes back to the socket that spoke before, when the first to come through after an outage was a request", () => {
    const { it: road, sockets, requests } = roads();
    road.open();
    sockets[0]!.hears(bytes(1));
    sockets[0]!.ends(1006); // the server goes away
    for (const each of [1, 2]) {
      road.open();
      sockets[each]!.ends(1006);
    }
    const codes: number[] = [];
    road.open().onclose = (event) => void codes.push(event.code);
    requests[0]!.hears(bytes(1)); // and is there again
    expect([codes, requests[0]!.closed]).toEqual([[1006], true]);
    road.open();
    sockets[3]!.hears(bytes(1));
    expect([road.carried, requests.length]).toEqual([false, 1]);
  });

  it("stays with requests where the socket that spoke before is not let through any more", () => {
    const { it: road, sockets, requests } = roads();
    road.open();
    sockets[0]!.hears(bytes(1));
    sockets[0]!.ends(1006);
    for (const each of [1, 2]) {
      road.open();
      sockets[each]!.ends(1006);
    }
    road.open();
    requests[0]!.hears(bytes(1));
    road.open();
    sockets[3]!.ends(1006);
    const codes: number[] = [];
    road.open().onclose = (event) => void codes.push(event.code);
    requests[1]!.hears(bytes(1));
    expect([codes, road.carried, sockets.length]).toEqual([[], true, 4]);
  });

  it("tries both in turn while the server is away", () => {
    const { it: road, sockets, requests } = roads();
    for (let each = 0; each < 6; each += 1) {
      road.open();
      [...sockets, ...requests].forEach((wire) => wire.ends(1006));
    }
    expect(sockets.length).toBeGreaterThan(2);
    expect(requests.length).toBeGreaterThan(0);
  });

  it("gives nothing to a WebSocket that is closing", () => {
    const { it: road, sockets } = roads();
    const wire = road.open();
    const given = vi.spyOn(sockets[0]!, "send");
    for (const readyState of [1, 2, 3]) {
      Object.assign(sockets[0]!, { readyState });
      wire.send(bytes(readyState));
    }
    expect(given.mock.calls).toEqual([[bytes(1)]]);
  });
});
