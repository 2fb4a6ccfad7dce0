/** The types that well-known extensions bring. */
export const EXTENSION_TYPES: Readonly<Record<string, string>> = {
  citext: 'citext',
  cube: 'cube',
  earthdistance: 'earth',
  hstore: 'hstore ghstore',
  intarray: 'query_int intbig_gkey',
  isn: 'ean13 isbn isbn13 ismn ismn13 issn issn13 upc',
  lo: 'lo',
  ltree: 'ltree lquery ltxtquery ltree_gist',
  pg_trgm: 'gtrgm',
  pgvector: 'vector halfvec sparsevec',
  vector: 'vector halfvec sparsevec',
  postgis: 'geometry geography box2d box3d spheroid geometry_dump valid_detail gidx',
  postgis_raster: 'raster rastbandarg reclassarg addbandarg',
  postgis_topology: 'topogeometry topoelement topoelementarray validatetopology_returntype',
  seg: 'seg',
  semver: 'semver',
  uint: 'uint1 uint2 uint4 uint8',
  unit: 'unit',
  ip4r: 'ip4 ip4r ip6 ip6r ipaddress iprange',
};

/** Extensions that bring no types. */
export const EXTENSIONS_WITHOUT_TYPES: ReadonlySet<string> = new Set(
  'plpgsql uuid-ossp pgcrypto unaccent btree_gin btree_gist fuzzystrmatch pg_stat_statements tablefunc dblink postgres_fdw'.split(
    ' ',
  ),
);
