import { shellQuote } from './shell-quote.js';

/** kubectl in a namespace, whatever it is called. */
export function kubectlIn(namespace: string): string {
  return `kubectl --namespace ${shellQuote(namespace)}`;
}

/** What operators look at first: which copies run, and what happened to them. */
export function podsAndEvents(kubectl: string): string[] {
  return [`${kubectl} get pods`, `${kubectl} get events --sort-by=.lastTimestamp | tail -n 30`];
}
