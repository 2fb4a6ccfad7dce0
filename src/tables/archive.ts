/**
 * Where rows and values are kept that a migration has dropped, when somebody asks for that: a schema of PostgreSQL, and
 * how names of tables begin in MySQL and MariaDB. No part of anybody's schema: what reads databases passes it over.
 */
export const ARCHIVE = 'migrate_arch_archive';
