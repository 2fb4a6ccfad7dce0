import { shellQuote } from './shell-quote.js';

/** kubectl in a namespace, whatever it is called. */
export function kubectlIn(namespace: string): string {
  return `kubectl --namespace ${shellQuote(namespace)}`;
}

/** What operators look at first: which copies run, and what happened to them. */
export function podsAndEvents(kubectl: string): string[] {
  return [`${kubectl} get pods`, `${kubectl} get events --sort-by=.lastTimestamp | tail -n 30`];
}

/** A deployment, as other objects refer to it. */
export function deploymentRef(name: string): { apiVersion: string; kind: string; name: string } {
  return { apiVersion: 'apps/v1', kind: 'Deployment', name };
}
