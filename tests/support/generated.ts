import { jsonSchemaOf, SCHEMAS } from '../../src/cli/json-schemas.js';
import { createProgram } from '../../src/cli/program.js';
import { RULE_PAGES, renderRulePage } from '../../src/cli/rule-pages.js';
import { VERSION } from '../../src/version.js';

/** The pages beside the generated ones that people wrote. */
export const WRITTEN: ReadonlySet<string> = new Set(['disagreements.md']);

/** Every file of references/ that is made from the code, by its path. */
export function generatedFiles(): Map<string, string> {
  const files = new Map<string, string>();
  for (const [name, schema] of SCHEMAS) {
    files.set(`references/schemas/${name}.schema.json`, `${jsonSchemaOf(name, schema)}\n`);
  }
  for (const [id, rule] of RULE_PAGES) files.set(`references/rules/${id}.md`, renderRulePage(rule));
  files.set('references/rules/README.md', renderIndex());
  files.set('references/cli.md', renderHelp());
  return files;
}

function renderIndex(): string {
  const rows = [...RULE_PAGES.values()].map((sections) => {
    const [rule] = sections;
    const families = sections.map(({ family }) => family).join(', ');
    return `| [${rule.id}](${rule.id}.md) | ${families} | ${rule.classic ? 'yes' : ''} | ${rule.summary} |`;
  });
  return `# Rules

What \`migrate-arch check\` finds. \`migrate-arch explain <rule>\` prints a page.

| Rule | Judges | Classic | Finds |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

function renderHelp(): string {
  const silent = { isTerminal: async () => false, write: () => {} };
  const io = { stdout: silent, stderr: silent, env: {}, readStandardInput: async () => Buffer.of(), now: () => '' };
  const program = createProgram(VERSION, io, () => {});
  const sections = [program, ...program.commands].map((command) => {
    command.configureOutput({ getOutHelpWidth: () => 80 });
    const name = command === program ? 'migrate-arch' : `migrate-arch ${command.name()}`;
    let help = '';
    command.configureOutput({ writeOut: (text) => (help += text) });
    command.outputHelp();
    return `## ${name}\n\n\`\`\`text\n${help.trimEnd()}\n\`\`\`\n`;
  });
  return `# Command line\n\n${sections.join('\n')}`;
}
