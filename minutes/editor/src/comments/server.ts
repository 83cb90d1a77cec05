/** The doors of comments: ask for all, send one; whatever goes wrong is said in words, and nothing typed is lost. */
import type { Words } from "../config";

export interface Act {
  id: string;
  kind: "comment" | "resolved" | "reopened";
  name: string;
  agency: string;
  mine: boolean;
  at: string;
  when: string;
  text: string | null;
  withdrawn: boolean;
  /** The door to take it back by; empty where that is not mine to do. */
  withdraw: string;
}

export interface Thread {
  id: string;
  part: "agenda" | "minutes";
  /** In base64. */
  anchor: string;
  quote: string;
  resolved: boolean;
  stands: boolean;
  doors: Record<"reply" | "resolve" | "reopen", string>;
  acts: Act[];
}

export interface Talk {
  /** How far it has come: the room's socket names the same number. */
  count: number;
  may: boolean;
  token: string;
  threads: Thread[];
}

/** What could not be done, in words for the reader. */
export class Refusal extends Error {}

type Fetch = (url: string, options: RequestInit) => Promise<Response>;

export class Server {
  private token = "";

  constructor(
    private readonly address: string,
    private readonly words: Words,
    private readonly fetch: Fetch = (url, options) => globalThis.fetch(url, options),
  ) {}

  async load(): Promise<Talk> {
    return this.understand(await this.ask(this.address, {}));
  }

  /** Begin a thread. */
  add(fields: Record<string, string>): Promise<Talk> {
    return this.send(this.address, fields);
  }

  async send(door: string, fields: Record<string, string> = {}): Promise<Talk> {
    const post = (): Promise<Response> => {
      const body = new URLSearchParams({ ...fields, csrfmiddlewaretoken: this.token });
      return this.ask(door, { method: "POST", body });
    };
    let answer = await post();
    if (answer.status === 403) {
      await this.load(); // a login since then has changed the token
      answer = await post();
    }
    return this.understand(answer);
  }

  private async ask(url: string, options: RequestInit): Promise<Response> {
    try {
      return await this.fetch(url, { ...options, redirect: "manual", headers: { Accept: "application/json" } });
    } catch {
      throw new Refusal(this.words("comment_offline"));
    }
  }

  private async understand(answer: Response): Promise<Talk> {
    if (answer.ok) {
      const talk = (await answer.json()) as Talk;
      this.token = talk.token;
      return talk;
    }
    if (answer.status === 409 || answer.status === 422) throw new Refusal(((await answer.json()) as { error: string }).error);
    throw new Refusal(this.words(this.reason(answer)));
  }

  private reason(answer: Response): string {
    if (answer.type === "opaqueredirect" || answer.status === 403) return "comment_login";
    if (answer.status === 429) return "comment_often";
    return answer.status === 404 ? "comment_lost" : "comment_offline";
  }
}
