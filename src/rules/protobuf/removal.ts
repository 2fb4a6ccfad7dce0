import type { ContractLevel } from '../../model/finding.js';

/** What a field or value that is gone breaks: bytes if its number can be taken again, JSON if its name can. */
export function removalBreaks(isNumberReserved: boolean, isNameReserved: boolean): readonly ContractLevel[] {
  if (!isNumberReserved) return ['wire', 'json', 'source'];
  return isNameReserved ? ['source'] : ['json', 'source'];
}

/** What of it is not reserved. */
export function reservationText(isNumberReserved: boolean, isNameReserved: boolean): string {
  if (isNumberReserved && isNameReserved) return '';
  const missing = isNumberReserved ? 'its name' : isNameReserved ? 'its number' : 'its number and its name';
  return `, and ${missing} ${missing.includes(' and ') ? 'are' : 'is'} not reserved`;
}

/** What that leads to. */
export function removalImpact(isNumberReserved: boolean, isNameReserved: boolean): string {
  if (!isNumberReserved) return 'What takes its number reads old bytes as its own';
  return isNameReserved ? 'Code that uses it no longer compiles' : 'What takes its name reads old JSON as its own';
}
