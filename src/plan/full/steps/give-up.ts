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
      up: [
        ...(before.length > 0 ? [] : ['end what is left of the replication']),
        'remove what no code made',
        'delete keys last',
      ],
      verify: [asks('nothing answers there any longer, and nobody missed it', 'yes')],
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

/** The patterns after which the old place is still there, without what has moved. */
const STAYS: readonly string[] = ['hybrid', 'multi_cloud', 're_architecture'];

function removeByPlan({ id, pattern }: Context, place: string, folder: string): Draft[] {
  const stays = STAYS.includes(pattern.id);
  const source = stays ? `what ${place} needs no longer` : place;
  const run = terraformIn(folder);
  const file = `give-up-${id}.tfplan`;
  const others = `'[.resource_changes[].change.actions[] | select(. != "delete" and . != "no-op" and . != "read")] | length'`;
  return [
    command({
      phase: 'contract',
      title: `Plan the removal of ${source}, and save the plan`,
      up: [
        `${run} init -input=false`,
        `${run} plan ${stays ? '' : '-destroy '}-input=false -lock-timeout=60s -out=${file}`,
        `${run} show -no-color ${file}`,
      ],
      verify: [asks(`${run} show -json ${file} | jq ${others}`, '0')],
      ...(stays && {
        prerequisites: [`what goes was taken out of the configuration in ${folder}, and a second person read that`],
      }),
      expected: `a saved plan that only deletes, and nothing ${stays ? 'of what stays' : 'of the new place'}`,
      on_failure: 'change the configuration: nothing was removed yet',
      owner: 'sre',
    }),
    command({
      phase: 'contract',
      title: `Remove ${source}, by the saved plan`,
      up: [`${run} show -no-color ${file}`, `${run} apply -input=false ${file}`],
      verify: [
        stays
          ? asks(`${run} plan -input=false -detailed-exitcode >/dev/null; echo $?`, '0')
          : asks(`${run} state list | wc -l`, '0'),
      ],
      prerequisites: ['a second person read the saved plan, resource by resource'],
      expected: stays ? 'a new plan finds nothing to do' : 'the state is empty',
      irreversible: IRREVERSIBLE,
      owner: 'sre',
    }),
  ];
}
