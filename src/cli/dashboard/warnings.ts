/** What is to be said on the screen, now or when there is one. */
export class Warnings {
  #waiting: string[] = [];
  #listener: ((said: string) => void) | undefined;

  say(said: string): void {
    if (this.#listener === undefined) this.#waiting.push(said);
    else this.#listener(said);
  }

  listen(listener: (said: string) => void): void {
    this.#listener = listener;
    for (const said of this.#waiting.splice(0)) listener(said);
  }
}
