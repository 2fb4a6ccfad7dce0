/** How the gateway refuses the paths of the old service, by commands each of which may be run again. */
export interface Refusals {
  /** Answers 503 for so many seconds, and as before even when it is interrupted. */
  brownOut(seconds: number): string;
  readonly endBrownOut: string;
  /** Prints the status that is answered meanwhile, or nothing. */
  readonly askBrownOut: string;
  /** Answers 410 for good, with these words. */
  gone(words: string): string;
  readonly serve: string;
  readonly askGone: string;
}

/** Where the rule of the old service stands, and where it sends requests to. */
export interface RefusedRule {
  readonly rule: string;
  readonly route: readonly object[];
}

/**
 * The refusals of a VirtualService of Istio. A path is put there before it is removed, since what is not there cannot be (RFC 6902).
 */
export function refusalsBy(
  patch: (...changes: object[]) => string,
  ask: (path: string) => string,
  { rule, route }: RefusedRule,
): Refusals {
  const [direct, sent, retry] = [`${rule}/directResponse`, `${rule}/route`, `${rule}/headers/response/set/Retry-After`];
  const answer = (status: number, words: string) => ({ status, body: { string: words } });
  const add = (path: string, value: unknown) => ({ op: 'add', path, value });
  const remove = (path: string) => ({ op: 'remove', path });
  // What answers itself sends to nobody: a rule has the one or the other.
  const refuse = (status: number, words: string) => [
    add(sent, route),
    remove(sent),
    add(direct, answer(status, words)),
  ];
  const serve = [add(direct, answer(410, '')), remove(direct), add(sent, route)];
  const endBrownOut = patch(...serve, add(retry, '0'), remove(retry));
  return {
    brownOut: (seconds) =>
      `( answer_again() { ${endBrownOut}; }; trap answer_again EXIT; ${patch(...refuse(503, 'This is a trial of the end: read when and what to call instead.'), add(retry, String(seconds)))} && sleep ${seconds} )`,
    endBrownOut,
    askBrownOut: ask(`${direct}/status`),
    gone: (words) => patch(...refuse(410, words)),
    serve: patch(...serve),
    askGone: ask(`${direct}/status`),
  };
}
