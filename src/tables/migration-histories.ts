/**
 * The tables in which tools for migrations write down what they ran, by their documentation: Rails and golang-migrate,
 * Flyway, Liquibase, node-pg-migrate, Knex, Alembic, Prisma, Django, Diesel, sqlx, Goose, Sequelize, TypeORM and Laravel,
 * Entity Framework.
 */
export const MIGRATION_HISTORIES = [
  'schema_migrations',
  'flyway_schema_history',
  'databasechangelog',
  'pgmigrations',
  'knex_migrations',
  'alembic_version',
  '_prisma_migrations',
  'django_migrations',
  '__diesel_schema_migrations',
  '_sqlx_migrations',
  'goose_db_version',
  'sequelizemeta',
  'migrations',
  '__efmigrationshistory',
] as const;
