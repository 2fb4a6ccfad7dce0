import { pointerOf } from '../../lib/json-pointer.js';
import { linesAndColumns } from '../../lib/places.js';
import type { Location } from '../../model/finding.js';
import { FILES } from '../../model/openapi.js';
import type { Spot } from '../../model/openapi-change.js';
import type { Loaded } from '../document.js';
import { findInJson } from '../json-places.js';
import { pathsTo } from './paths.js';

/** Finds where nodes of a description, and keys below them, are written. */
export type Locate = (spots: readonly Spot[]) => Promise<(Location | undefined)[]>;

/** Nodes that were made from others: what they were made from. */
export type Origins = WeakMap<object, Spot>;

/**
 * A locator of what some files hold.
 *
 * @param files the description first, then the files that it refers to
 * @returns of each spot the place, of as many of its keys as are written there; `undefined` when the node is nowhere
 */
export function createLocator(files: readonly Loaded[], origins: Origins = new WeakMap()): Locate {
  return async (spots) => {
    const written = spots.map((spot) => originOf(spot, origins));
    const wanted = new Set(written.map(({ node }) => node));
    const locations: (Location | undefined)[] = spots.map(() => undefined);
    for (const [at, file] of files.entries()) {
      const paths = pathsTo(file.value, wanted, at === 0 ? FILES : undefined);
      const here = [...written.entries()].filter(([, { node }]) => paths.has(node));
      const found = await locateIn(
        file,
        here.map(([, { node, keys = [] }]) => [...(paths.get(node) ?? []), ...keys]),
      );
      for (const [index, [spot]] of here.entries()) locations[spot] ??= found[index];
      for (const node of paths.keys()) wanted.delete(node);
      if (wanted.size === 0) break;
    }
    return locations;
  };
}

function originOf(spot: Spot, origins: Origins): Spot {
  let { node, keys = [] } = spot;
  for (let origin = origins.get(node); origin !== undefined; origin = origins.get(node)) {
    keys = [...(origin.keys ?? []), ...keys];
    node = origin.node;
  }
  return { node, keys };
}

async function locateIn({ source, format }: Loaded, paths: readonly (readonly string[])[]): Promise<Location[]> {
  if (paths.length === 0) return [];
  const found =
    format === 'json'
      ? findInJson(source.text, paths)
      : await (await import('../yaml-places.js')).findInYaml(source.text, paths);
  const places = linesAndColumns(
    source.text,
    found.map(({ offset }) => offset),
  );
  return found.map(({ depth }, index) => {
    const { line = 1, column = 1 } = places[index] ?? {};
    return { file: source.name, line, column, pointer: pointerOf((paths[index] ?? []).slice(0, depth)) };
  });
}
