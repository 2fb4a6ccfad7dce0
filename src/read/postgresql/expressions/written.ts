import type { Expression } from '../../../model/catalog/common.js';

/** How something is written, or what says so: most of it nobody ever looks at. */
export type Written = string | (() => string);

/** An expression whose text is made when it is first read. */
export function expressionWith(written: Written, form: string): Expression {
  if (typeof written === 'string') return { text: written, form };
  let made: string | undefined;
  return {
    get text() {
      made ??= written();
      return made;
    },
    form,
  };
}

/** The same text, changed: not before it is read. */
export function rewritten(written: Written, change: (text: string) => string): Written {
  return typeof written === 'string' ? change(written) : () => change(written());
}
