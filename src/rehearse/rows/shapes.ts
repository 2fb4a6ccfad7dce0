import type { ValueContext } from './values.js';

const corner = ({ random, ordinal }: ValueContext) => `${ordinal} ${random.between(0, 90)}`;
const area = (at: string) => `((${at}, 0 0, 1 0, ${at}))`;
/** Shapes of MySQL and MariaDB, as their texts. */
export const SHAPES: Readonly<Record<string, (context: ValueContext) => string>> = {
  point: (context) => `POINT(${corner(context)})`,
  geometry: (context) => `POINT(${corner(context)})`,
  linestring: (context) => `LINESTRING(${corner(context)}, 0 0)`,
  polygon: (context) => `POLYGON${area(corner(context))}`,
  multipoint: (context) => `MULTIPOINT(${corner(context)})`,
  multilinestring: (context) => `MULTILINESTRING((${corner(context)}, 0 0))`,
  multipolygon: (context) => `MULTIPOLYGON(${area(corner(context))})`,
  geometrycollection: (context) => `GEOMETRYCOLLECTION(POINT(${corner(context)}))`,
};
