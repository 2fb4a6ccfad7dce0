import type { OtherObject } from '../../model/catalog/objects.js';
import { id, literal, unless, when } from './spelling.js';

type Facts = OtherObject['facts'];

/** What the server assumes of an option that nobody has given (PostgreSQL 18, "CREATE SUBSCRIPTION"). */
const ALTERABLE: Readonly<Record<string, string>> = {
  binary: 'false',
  streaming: 'false',
  synchronous_commit: 'off',
  disable_on_error: 'false',
  password_required: 'true',
  run_as_owner: 'false',
  origin: 'any',
};

/** Of a subscription: what it follows, its slot, whether it is at work, and the options that can be set later. */
export const SUBSCRIPTION_FACTS: readonly string[] = [
  'publications',
  'slot_name',
  'disabled',
  ...Object.keys(ALTERABLE),
];

/**
 * A subscription that is not at work. Where it connects to holds a password and is in no catalog that is compared: until
 * somebody sets that, it connects to nobody. One that is at work needs it at once, and is given up.
 */
export function createSubscription({ identity, facts }: OtherObject): readonly string[] | undefined {
  if (facts.disabled !== true) return undefined;
  const options = [
    'connect = false',
    `slot_name = ${slotOf(facts)}`,
    ...[...Object.keys(ALTERABLE), 'two_phase', 'failover'].flatMap((name) => {
      return typeof facts[name] === 'string' ? [`${name} = ${literal(facts[name])}`] : [];
    }),
  ];
  return [
    unless(
      named(identity),
      `CREATE SUBSCRIPTION ${id(identity)} CONNECTION '' PUBLICATION ${publications(facts)} WITH (${options.join(', ')})`,
    ),
  ];
}

/** Drops what follows a publisher here; a slot there stays, since nobody may be there to be asked. */
export function dropSubscription(identity: string): readonly string[] {
  const subscription = `SUBSCRIPTION ${id(identity)}`;
  return [
    when(named(identity), `ALTER ${subscription} DISABLE`),
    when(named(identity), `ALTER ${subscription} SET (slot_name = NONE)`),
    `DROP SUBSCRIPTION IF EXISTS ${id(identity)}`,
  ];
}

/** What changes of a subscription; a slot has no other name while it is in use. */
export function alterSubscription(from: OtherObject, to: OtherObject): readonly string[] {
  const [was, is] = [from.facts, to.facts];
  const alter = `ALTER SUBSCRIPTION ${id(to.identity)}`;
  const isChanged = (name: string) => JSON.stringify(was[name]) !== JSON.stringify(is[name]);
  const options = Object.keys(ALTERABLE)
    .filter(isChanged)
    .map((name) => `${name} = ${literal(String(is[name] ?? ALTERABLE[name]))}`);
  const isMoved = isChanged('slot_name');
  const isStopped = is.disabled === true && (isChanged('disabled') || isMoved);
  return [
    ...(isStopped || isMoved ? [`${alter} DISABLE`] : []),
    ...(isChanged('publications') ? [`${alter} SET PUBLICATION ${publications(is)} WITH (refresh = false)`] : []),
    ...(isMoved ? [`${alter} SET (slot_name = ${slotOf(is)})`] : []),
    ...(options.length > 0 ? [`${alter} SET (${options.join(', ')})`] : []),
    ...(is.disabled !== true && (isMoved || isChanged('disabled')) ? [`${alter} ENABLE`] : []),
  ];
}

function named(identity: string): string {
  return `SELECT FROM pg_catalog.pg_subscription WHERE subname = ${literal(identity)} AND subdbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())`;
}

function slotOf({ slot_name: slot }: Facts): string {
  return typeof slot === 'string' ? literal(slot) : 'NONE';
}

function publications({ publications: names }: Facts): string {
  return (Array.isArray(names) ? names : []).map((name) => id(String(name))).join(', ');
}
