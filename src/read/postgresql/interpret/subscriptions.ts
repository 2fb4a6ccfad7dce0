import type { AlterSubscriptionStmt, CreateSubscriptionStmt, Node } from '@pgsql/types';
import { all, optionName, textIn, textsOf } from '../nodes.js';
import { addOther, findOther } from './others.js';
import type { Context, FactsDraft, OtherDraft } from './state.js';

/** What the server assumes (CREATE SUBSCRIPTION, "Parameters"). What only the making of it is told is left out. */
const DEFAULTS: Readonly<Record<string, string>> = {
  binary: 'false',
  streaming: 'false',
  synchronous_commit: 'off',
  two_phase: 'false',
  disable_on_error: 'false',
  password_required: 'true',
  run_as_owner: 'false',
  origin: 'any',
  failover: 'false',
};

/** `CREATE SUBSCRIPTION`. Where it connects to holds a password, which nobody need see. */
export function createSubscription(context: Context, statement: CreateSubscriptionStmt): void {
  const { subname = '', publication, options } = statement;
  const given = new Map(all('DefElem', options).map((option) => [optionName(option), option.arg]));
  const isOff = (name: string) => textIn(given.get(name)) === 'false';
  const facts: FactsDraft = {
    publications: textsOf(publication),
    disabled: isOff('enabled') || isOff('connect'),
    slot_name: subname,
  };
  const other = addOther(context, 'subscription', subname, facts);
  if (other !== undefined) setOptions(other, options);
}

function setOptions({ facts }: OtherDraft, options: readonly Node[] | undefined): void {
  for (const option of all('DefElem', options)) {
    const name = optionName(option);
    const text = textIn(option.arg) ?? 'true';
    const value = name === 'slot_name' || name === 'synchronous_commit' ? text : booleanOf(text);
    if (name === 'slot_name') facts[name] = value === 'none' ? undefined : value;
    else if (Object.hasOwn(DEFAULTS, name)) facts[name] = value === DEFAULTS[name] ? undefined : value;
  }
}

function booleanOf(text: string): string {
  const word = text.toLowerCase();
  if (word === 'on' || word === 'yes' || word === '1') return 'true';
  return word === 'no' || word === '0' ? 'false' : word;
}

/** `ALTER SUBSCRIPTION`. */
export function alterSubscription(context: Context, statement: AlterSubscriptionStmt): void {
  const { subname = '', kind, publication, options } = statement;
  const found = findOther(context, 'subscription', { String: { sval: subname } });
  if (found === undefined) return;
  const { facts } = found;
  const before = Array.isArray(facts['publications']) ? facts['publications'] : [];
  const named = textsOf(publication);
  switch (kind) {
    case 'ALTER_SUBSCRIPTION_OPTIONS':
      setOptions(found, options);
      return;
    case 'ALTER_SUBSCRIPTION_SET_PUBLICATION':
      facts['publications'] = named;
      return;
    case 'ALTER_SUBSCRIPTION_ADD_PUBLICATION':
      facts['publications'] = [...before, ...named];
      return;
    case 'ALTER_SUBSCRIPTION_DROP_PUBLICATION':
      facts['publications'] = before.filter((each) => !named.includes(each));
      return;
    case 'ALTER_SUBSCRIPTION_ENABLED':
      facts['disabled'] = all('DefElem', options).some(({ arg }) => textIn(arg) === 'false');
  }
}
