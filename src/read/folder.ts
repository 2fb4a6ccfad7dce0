import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isFolder, refuseUnreadable } from './source.js';

/**
 * All files of a folder and of those in it, sorted by code unit. What tools keep for themselves is left out.
 *
 * @throws UserError when a folder cannot be read
 */
export function filesBelow(folder: string): string[] {
  const found: string[] = [];
  const pending = [''];
  for (let prefix = pending.pop(); prefix !== undefined; prefix = pending.pop()) {
    for (const entry of entriesOf(join(folder, prefix))) {
      const path = `${prefix}${entry.name}`;
      if (entry.isDirectory()) {
        if (!isPrivate(entry.name)) pending.push(`${path}/`);
      } else if (!entry.name.startsWith('.') && !(entry.isSymbolicLink() && isFolder(join(folder, path)))) {
        found.push(path);
      }
    }
  }
  return found.sort(byCodeUnit);
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    return refuseUnreadable(folder, error);
  }
}

/** Whether a folder or file is one that tools keep for themselves, by its name. */
export function isPrivate(name: string): boolean {
  return name.startsWith('.') || name === 'node_modules';
}

/** The order of names. */
export function byCodeUnit(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
