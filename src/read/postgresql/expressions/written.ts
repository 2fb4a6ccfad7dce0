import type { Expression } from '../../../model/catalog/common.js';

/** How something is written, or what says so: most of it nobody ever looks at. */
export type Written = string | (() => string);

/** Of what writes a text: its expressions, by their form. A schema has thousands of defaults and few different ones. */
const known = new WeakMap<() => string, Map<string, Expression>>();

/** An expression whose text is made when it is first read; the same one where it is written and meant alike. */
export function expressionWith(written: Written, form: string): Expression {
  if (typeof written === 'string') return { text: written, form };
  const alike = known.get(written) ?? new Map<string, Expression>();
  known.set(written, alike);
  const expression = alike.get(form) ?? lazily(written, form);
  alike.set(form, expression);
  return expression;
}

function lazily(written: () => string, form: string): Expression {
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
