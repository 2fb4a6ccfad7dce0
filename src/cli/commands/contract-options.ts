import type { CheckChoices } from '../../config.js';
import type { ContractOption } from '../../read/contracts/families.js';

const FLAGS = {
  mode: '--mode',
  operations: '--operations',
  protoPath: '--proto-path',
} as const satisfies Readonly<Record<ContractOption, string>>;

/** The options of contracts that somebody gave, and how the command line calls them. */
export function givenOptions(options: CheckChoices): [ContractOption, string][] {
  const names = Object.keys(FLAGS) as ContractOption[];
  return names.flatMap((name) => (options[name] === undefined ? [] : [[name, FLAGS[name]]]));
}
