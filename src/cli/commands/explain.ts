import { EXIT, fail } from '../../errors.js';
import { nearest } from '../../lib/suggest.js';
import type { Io } from '../io.js';
import { RULE_PAGES, renderRulePage } from '../rule-pages.js';

/** `migrate-arch explain`: the rules with a sentence each, or the page of one. Returns the exit status. */
export async function runExplain(id: string | undefined, io: Io): Promise<number> {
  if (id === undefined) {
    const lines = [...RULE_PAGES.values()].map(([rule]) => `${rule.id}\n    ${rule.summary}\n`);
    io.stdout.write(lines.join(''));
    return EXIT.ok;
  }
  const rule = RULE_PAGES.get(id);
  if (rule === undefined) {
    const choices = [...RULE_PAGES.keys()];
    const problem = `no rule is called ${JSON.stringify(id)}`;
    const near = nearest(id, choices);
    return fail('USAGE', {
      problem,
      remedy: near === undefined ? 'migrate-arch explain lists them' : `did you mean ${near}?`,
    });
  }
  io.stdout.write(renderRulePage(rule));
  return EXIT.ok;
}
