import { optionList, optionName } from './spelling.js';

/** `SET (…)` and `RESET (…)` of storage parameters. */
export function optionChanges(
  alter: string,
  from: Readonly<Record<string, string>>,
  to: Readonly<Record<string, string>>,
): string[] {
  const gone = Object.keys(from).filter((name) => to[name] === undefined);
  const set = Object.fromEntries(Object.entries(to).filter(([name, value]) => from[name] !== value));
  return [
    ...(gone.length === 0 ? [] : [`${alter} RESET (${gone.map(optionName).join(', ')})`]),
    ...(Object.keys(set).length === 0 ? [] : [`${alter} SET ${optionList(set)}`]),
  ];
}
