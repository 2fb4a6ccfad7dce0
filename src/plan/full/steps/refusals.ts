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
  const [fault, direct, sent] = [`${rule}/fault`, `${rule}/directResponse`, `${rule}/route`];
  const abort = { abort: { httpStatus: 503, percentage: { value: 100 } } };
  const answer = (words: string) => ({ status: 410, body: { string: words } });
  const add = (path: string, value: unknown) => ({ op: 'add', path, value });
  const remove = (path: string) => ({ op: 'remove', path });
  const endBrownOut = patch(add(fault, abort), remove(fault));
  return {
    brownOut: (seconds) =>
      `( answer_again() { ${endBrownOut}; }; trap answer_again EXIT; ${patch(add(fault, abort))} && sleep ${seconds} )`,
    endBrownOut,
    askBrownOut: ask(`${fault}/abort/httpStatus`),
    gone: (words) => patch(add(sent, route), remove(sent), add(direct, answer(words))),
    serve: patch(add(direct, answer('')), remove(direct), add(sent, route)),
    askGone: ask(`${direct}/status`),
  };
}
