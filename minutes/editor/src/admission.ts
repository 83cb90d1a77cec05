/**
 * Why no connection comes about: a socket that is refused before it is accepted ends like one whose network failed.
 *
 * The door of the room's page is asked instead. It says what every page says: it leads to the step that is missing,
 * and absent and forbidden are one answer.
 */

/** Each question is a sign of life of the login: whoever only waits for a server to come back does not ask all the time. */
const AGAIN_MS = 5000;
const PATIENCE_MS = 8000;

type Fetch = (url: string, options: RequestInit) => Promise<Response>;

export class Admission {
  private asked = -Infinity;

  constructor(
    private readonly door: string,
    private readonly pledge: string,
    private readonly fetch: Fetch = (url, options) => globalThis.fetch(url, options),
    private readonly now: () => number = Date.now,
  ) {}

  /** The close code with which the server would have ended the connection; null while it may still come about. */
  readonly ask = async (): Promise<number | null> => {
    if (this.now() - this.asked < AGAIN_MS) return null;
    this.asked = this.now();
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      return this.understand(await this.fetch(this.door, { cache: "no-store", credentials: "same-origin", signal }));
    } catch {
      return null; // nobody there: the network, or the server
    }
  };

  private understand(answer: Response): number | null {
    // A proxy whose server is away answers in its own words: they must not clear anybody's text away.
    if (!answer.headers.has("Content-Security-Policy")) return null;
    if (answer.redirected && answer.ok) return pathOf(answer.url) === pathOf(this.pledge) ? 4428 : 4401;
    return answer.status === 404 ? 4404 : null;
  }
}

const pathOf = (address: string): string => new URL(address, "https://here.example/").pathname;
