import { OPENAPI_RULES } from '../rules/openapi/registry.js';
import { RELATIONAL_RULES } from '../rules/relational/registry.js';
import type { RulePage } from '../rules/rule.js';

/** What a rule judges. */
type RuleFamily = 'database' | 'api';

type NamedRulePage = RulePage & { readonly family: RuleFamily };

/** Every rule by its id, in the order of the findings. */
export const RULE_PAGES: ReadonlyMap<string, NamedRulePage> = new Map(
  [pagesOf('database', RELATIONAL_RULES), pagesOf('api', OPENAPI_RULES)].flat().map((rule) => [rule.id, rule]),
);

function pagesOf(family: RuleFamily, registry: Readonly<Record<string, readonly RulePage[]>>): NamedRulePage[] {
  return Object.values(registry).flatMap((rules) => rules.map((rule) => ({ ...rule, family })));
}

const FAMILIES = { database: 'Database schemas', api: 'API descriptions' } as const;

/** The page of a rule in Markdown. */
export function renderRulePage(rule: NamedRulePage): string {
  return `# ${rule.id}

${rule.summary}

- Judges: ${FAMILIES[rule.family]}
- Rule sets: ${rule.classic ? '`all` and `classic`' : '`all` only; the original toolkit does not see it'}

## Why

${rule.reason}

## What to do instead

${rule.instead}

## Example

Before:

\`\`\`json
${JSON.stringify(rule.example.before, null, 2)}
\`\`\`

After:

\`\`\`json
${JSON.stringify(rule.example.after, null, 2)}
\`\`\`
`;
}
