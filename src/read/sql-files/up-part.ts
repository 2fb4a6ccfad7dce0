import { plainChangeSets } from './change-sets.js';

/** How tools mark in one file what a migration does and what undoes it. */
const MARKS: readonly { readonly up?: RegExp; readonly down: RegExp }[] = [
  // goose, sql-migrate
  { up: /^\s*--\s*\+\s*(?:goose|migrate)\s+up\b/i, down: /^\s*--\s*\+\s*(?:goose|migrate)\s+down\b/i },
  // dbmate
  { up: /^\s*--\s*migrate:up\b/i, down: /^\s*--\s*migrate:down\b/i },
  // node-pg-migrate
  { up: /^\s*--[\s-]*up\s+migration\b/i, down: /^\s*--[\s-]*down\s+migration\b/i },
  // tern
  { down: /^\s*-{4}\s*create above\s*\/\s*drop below\s*-{4}/i },
];

/**
 * What a migration does, without what undoes it. Lines keep their numbers.
 */
export function upPart(text: string): string {
  const lines = text.split('\n');
  const marks = MARKS.find(({ up, down }) => lines.some((line) => up?.test(line) === true || down.test(line)));
  if (marks === undefined) return plainChangeSets(text);
  const { up, down } = marks;
  let isUp = up === undefined || !lines.some((line) => up.test(line));
  let isBefore = true;
  const kept = lines.map((line) => {
    if (up?.test(line) === true) isUp = true;
    else if (down.test(line)) isUp = false;
    if (isUp || down.test(line)) isBefore = false;
    // What a tool is told stands above the part that is run: `-- +goose NO TRANSACTION`.
    return isUp || (isBefore && /^\s*--/.test(line)) ? line : '';
  });
  return kept.join('\n');
}
