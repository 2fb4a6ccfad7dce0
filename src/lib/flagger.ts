import { deploymentRef } from './kubectl.js';

/** Failed checks after which a Canary goes back, one a minute; a check without data is a failed one. */
export const FAILED_CHECKS = 5;

/** What a Canary of Flagger is made from. */
export interface CanaryRequest {
  readonly name: string;
  readonly namespace: string;
  readonly port: number;
  readonly shares: readonly number[];
  readonly metrics?: readonly object[];
}

/**
 * A Canary of a deployment that leads it from one release to the next, share by share. A gate of Flagger's load tester
 * holds each share until somebody opens it (docs: "Webhooks", manual gating); metrics are judged meanwhile.
 */
export function flaggerCanary({ name, namespace, port, shares, metrics }: CanaryRequest): object {
  const gate = {
    name: 'gate',
    type: 'confirm-traffic-increase',
    url: `http://flagger-loadtester.${namespace}/gate/check`,
  };
  return {
    apiVersion: 'flagger.app/v1beta1',
    kind: 'Canary',
    metadata: { name },
    spec: {
      targetRef: deploymentRef(name),
      revertOnDeletion: true,
      service: { port },
      analysis: {
        interval: '1m',
        threshold: FAILED_CHECKS,
        stepWeights: shares,
        ...(metrics !== undefined && { metrics }),
        webhooks: [gate],
      },
    },
  };
}
