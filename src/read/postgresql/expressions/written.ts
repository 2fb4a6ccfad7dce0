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
