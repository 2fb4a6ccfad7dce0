import type { Notice } from '../model/plan-detail.js';
import { type Block, gap, items, section } from './block.js';

/** What is missing, as boxes to tick off: people together in one, so that what commands need stands out. */
export function reportUnassigned(unassigned: readonly Notice[]): Block[] {
  if (unassigned.length === 0) return [];
  const names = new Set(unassigned.map(nameOf));
  const roles = [...names].filter((name) => names.has(`${name}_contact`));
  const isOfPerson = (notice: Notice) => roles.some((role) => [role, `${role}_contact`].includes(nameOf(notice)));
  const people = `who they are and how to reach them: give --set ROLE=… and --set ROLE_contact=… of each: ${roles.join(', ')}`;
  return [
    section('UNASSIGNED'),
    ...items('box', [
      ...unassigned.filter((notice) => !isOfPerson(notice)).map(({ message }) => message),
      ...(roles.length > 0 ? [people] : []),
    ]),
    gap,
  ];
}

function nameOf({ path }: Notice): string {
  return path.replace(/^\/settings\//, '');
}
