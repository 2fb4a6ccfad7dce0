import { asks } from '../draft.js';

/** How many containers of a deployment run an image: 1, or 0 once it runs another. */
export function runsImage(kubectl: string, name: string, image: string, expect: '0' | '1') {
  const images = `${kubectl} get deployment ${name} --output=jsonpath='{.spec.template.spec.containers[*].image}'`;
  return asks(`${images} | tr ' ' '\\n' | { grep -cxF -- ${image} || test $? = 1; }`, expect);
}

/** How many objects of a kind have a name: 1, or 0 once it is gone. */
export function isThere(kubectl: string, kind: string, name: string, expect: '0' | '1') {
  return asks(askThere(kubectl, kind, name), expect);
}

/** Prints 1 when there is such an object, and 0 when there is none. */
export function askThere(kubectl: string, kind: string, name: string): string {
  return `${kubectl} get ${kind} ${name} --ignore-not-found --output=name | wc -l`;
}

/** That a deployment has all its copies ready. */
export function isAvailable(kubectl: string, name: string) {
  return asks(
    `${kubectl} wait --for=condition=Available deployment/${name} --timeout=10m`,
    `deployment.apps/${name} condition met`,
  );
}
