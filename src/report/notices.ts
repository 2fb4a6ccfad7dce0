import type { Notice } from '../model/plan-detail.js';
import { type Block, gap, items, section } from './block.js';

/** What a document lacks, and what its reader should know, before all else. */
export function reportNotices(unassigned: readonly Notice[], warnings: readonly Notice[]): Block[] {
  return [
    ...listed('UNASSIGNED', 'box', unassignedTexts(unassigned)),
    ...listed(
      'WARNINGS',
      'bullet',
      warnings.map(({ path, message }) => `${path}: ${message}`),
    ),
  ];
}

function listed(name: string, mark: 'box' | 'bullet', texts: readonly string[]): Block[] {
  return texts.length === 0 ? [] : [section(name), ...items(mark, texts), gap];
}

/** Of roles neither of whose two values is there, one line tells instead of two for each. */
function unassignedTexts(unassigned: readonly Notice[]): string[] {
  const paths = new Set(unassigned.map(({ path }) => path));
  const isRole = (path: string) => paths.has(path) && paths.has(`${path}_contact`);
  const roles = unassigned.flatMap(({ path }) => (isRole(path) ? [path.slice(path.lastIndexOf('/') + 1)] : []));
  const [first] = roles;
  if (first === undefined || roles.length < 2) return unassigned.map(({ message }) => message);
  const others = unassigned.filter(({ path }) => !isRole(path) && !isRole(path.replace(/_contact$/, '')));
  const people = `who these are and how to reach them: ${roles.join(', ')}; give --set ${first}=… --set ${first}_contact=…, and so for the others`;
  return [...others.map(({ message }) => message), people];
}
