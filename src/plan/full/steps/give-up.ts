import { shellQuote } from '../../../lib/shell-quote.js';
import { asks, type Context, command, type Draft, manual } from '../draft.js';
import { approveRemoval } from './common.js';

/** Terraform in the folder of one configuration: the new place and the old one have one each, and their own state. */
export function terraformIn(folder: string): string {
  return `terraform -chdir=${shellQuote(folder)}`;
}

/**
 * The end of what is not needed any longer, behind an approval; of a place as code by a plan that was saved and read.
 *
 * @param before what ends first, once that is approved
 */
export function giveUp(context: Context, before: readonly Draft[] = []): Draft[] {
  const { settings, pattern, spec } = context;
  const source = String(spec.source);
  const goal = pattern.phases.find(({ rollout }) => rollout === 'contract')?.goal ?? 'give it up';
  const staysOtherwise = pattern.id === 'multi_cloud';
  const folder = settings.find('old_terraform_dir');
  return [
    approveRemoval(staysOtherwise ? `what only ${source} needed goes` : `${source} is given up`),
    ...before,
    manual({
      phase: 'contract',
      title: `Keep what the law asks for of ${source}`,
      up: [
        'make a last backup of its data, and restore it elsewhere',
        'keep logs, backups and keys for as long as the law asks; read a sample of each',
      ],
      verify: [asks('a sample of each was read, in the place where it is kept', 'yes')],
      expected: 'what must be kept can be read without the old place',
      owner: 'sre',
    }),
    ...(folder === undefined ? [] : removeByPlan(context, source, folder)),
    manual({
      phase: 'contract',
      title: `${staysOtherwise ? `End what only ${source} needed` : `Give up ${source}`}: ${goal}`,
      up: ['end the replication', 'remove what no code made', 'delete keys last'],
      expected: 'nothing answers there any longer, and nobody missed it',
      irreversible: IRREVERSIBLE,
      owner: 'sre',
    }),
  ];
}

const IRREVERSIBLE = {
  why: 'machines and keys are gone',
  recover_by: 'build the place anew from code, and restore the last backup',
} as const;

function removeByPlan({ id }: Context, source: string, folder: string): Draft[] {
  const run = terraformIn(folder);
  const file = `give-up-${id}.tfplan`;
  const others = `'[.resource_changes[].change.actions[] | select(. != "delete" and . != "no-op" and . != "read")] | length'`;
  return [
    command({
      phase: 'contract',
      title: `Plan the removal of ${source}, and save the plan`,
      up: [`${run} init -input=false`, `${run} plan -destroy -input=false -lock-timeout=60s -out=${file}`],
      verify: [asks(`${run} show -json ${file} | jq ${others}`, '0')],
      expected: 'a saved plan that only deletes, and nothing of the new place',
      on_failure: 'change the configuration: nothing was removed yet',
      owner: 'sre',
    }),
    command({
      phase: 'contract',
      title: `Remove ${source}, by the saved plan`,
      up: [`${run} show -no-color ${file}`, `${run} apply -input=false ${file}`],
      verify: [asks(`${run} state list | wc -l`, '0')],
      prerequisites: ['a second person read the saved plan, resource by resource'],
      expected: 'the state is empty',
      irreversible: IRREVERSIBLE,
      owner: 'sre',
    }),
  ];
}
