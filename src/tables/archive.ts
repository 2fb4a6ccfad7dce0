/**
 * The schema of PostgreSQL, and the beginning of the names of tables of MySQL and MariaDB, in which rows and values are kept that a migration has dropped, when somebody asks for that.
 * No part of anybody's schema: what reads databases passes it over.
 */
export const ARCHIVE = 'migrate_arch_archive';
