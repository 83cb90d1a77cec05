import { expect, test } from "vitest";
import { Refusal, Server } from "./server";

const words = (key: string): string => key;
const talk = (token: string) => ({ count: 1, may: true, token, threads: [] });

/** A server that answers in this order, and what it was asked. */
function played(...answers: (Response | Error)[]): { server: Server; asked: [string, string][] } {
  const asked: [string, string][] = [];
  const fetch = (url: string, { body }: RequestInit): Promise<Response> => {
    asked.push([url, String(body ?? "")]);
    const answer = answers.shift()!;
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { server: new Server("/all/", words, fetch), asked };
}

const says = (body: object, status = 200): Response => new Response(JSON.stringify(body), { status });
const refused = (promise: Promise<unknown>): Promise<string> => promise.then(() => "", (error: unknown) => (error instanceof Refusal ? error.message : "?"));

test("what is sent carries the token that came with the list", async () => {
  const { server, asked } = played(says(talk("one")), says(talk("two")), says(talk("two")));
  await server.load();
  await server.add({ text: "往診は？" });
  await server.send("/reply/", { text: "はい" });
  expect(asked.map(([url]) => url)).toEqual(["/all/", "/all/", "/reply/"]);
  expect(new URLSearchParams(asked[1]![1]).get("csrfmiddlewaretoken")).toBe("one");
  expect(Object.fromEntries(new URLSearchParams(asked[2]![1]))).toEqual({ text: "はい", csrfmiddlewaretoken: "two" });
});

test("after a new login it is sent again with the new token, once", async () => {
  const { server, asked } = played(says(talk("old")), says({}, 403), says(talk("new")), says(talk("new")));
  await server.load();
  await server.send("/reply/", { text: "はい" });
  expect(asked.map(([url]) => url)).toEqual(["/all/", "/reply/", "/all/", "/reply/"]);
  expect(asked[3]![1]).toContain("csrfmiddlewaretoken=new");
  const still = played(says({}, 403), says(talk("new")), says({}, 403));
  expect(await refused(still.server.send("/reply/"))).toBe("comment_login");
});

test.each([
  [new TypeError("network"), "comment_offline"],
  [new Response("", { status: 500 }), "comment_offline"],
  [new Response("", { status: 404 }), "comment_lost"],
  [new Response("", { status: 429 }), "comment_often"],
  [says({ error: "2001文字あります" }, 422), "2001文字あります"],
  [says({ error: "固定されました" }, 409), "固定されました"],
  [{ ok: false, status: 0, type: "opaqueredirect" } as Response, "comment_login"],
])("what goes wrong is said in words (%#)", async (answer, expected) => {
  expect(await refused(played(answer).server.send("/reply/"))).toBe(expected);
});
