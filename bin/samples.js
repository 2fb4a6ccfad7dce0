// Two versions of small contracts of every kind: what a check of them runs, V8 has compiled before.

const api = (user, status, parameters, more) => `openapi: 3.0.3
info: {title: Shop, version: 1.0.0}
paths:
  /users/{id}:
    get:
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
${parameters}
      responses:
        '200':
          description: One user.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/User'}
        ${status}: {description: Nobody.}
    put:
      requestBody:
        content:
          application/json:
            schema: {$ref: '#/components/schemas/User'}
      responses:
        default: {description: Done., content: {application/json: {schema: {$ref: '#/components/schemas/Any'}}}}
components:
  schemas:
    User:
      type: object
      required: [id, name]
      properties:
        id: {type: integer, minimum: 1}
        address: {$ref: '#/components/schemas/Address'}
        friends: {type: array, items: {$ref: '#/components/schemas/User'}}
${user}
    Address:
      allOf:
        - {type: object, properties: {street: {type: string, nullable: true}}}
        - {type: object, properties: {zip: {type: string, pattern: '^[0-9]{5}$'}}}
    Any:
      oneOf:
        - {$ref: '#/components/schemas/User'}
        - {$ref: '#/components/schemas/Address'}
${more}
`;

const sql = (type, state, more, index) => `CREATE TYPE mood AS ENUM (${state});
CREATE TABLE users (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name ${type} NOT NULL,
  state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'closed')),
  mood mood,
  amount numeric(12, 2) DEFAULT 0 CHECK (amount >= 0),
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE orders (id serial PRIMARY KEY, user_id bigint REFERENCES users (id) ON DELETE CASCADE${more});
CREATE ${index} ON users (lower(name)) WHERE state = 'open';
CREATE VIEW open_users AS SELECT id, name FROM users WHERE state = 'open';
COMMENT ON TABLE users IS 'Who buys.';
`;

const mysql = (type, more) => `CREATE TABLE \`users\` (
  \`id\` bigint unsigned NOT NULL AUTO_INCREMENT,
  \`name\` ${type} NOT NULL DEFAULT '',
  \`state\` enum('open','closed') DEFAULT NULL,
  \`changed\` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (\`id\`)${more}
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
`;

const graphql = (field, argument, value) => `type Query { user(id: ID!${argument}): User, find(by: Filter): [User!]! }
interface Node { id: ID! }
type User implements Node { id: ID!, name: String, state: State, ${field} }
input Filter { name: String, state: State = OPEN }
enum State { OPEN CLOSED ${value} }
union Any = User
`;

const proto = (type, reserved, value) => `syntax = "proto3";
package shop.v1;
message User {
  ${reserved}
  ${type} id = 1;
  repeated string names = 2;
  map<string, State> states = 4;
  oneof way { string mail = 5; string phone = 6; }
}
enum State { STATE_UNSPECIFIED = 0; ${value} }
service Users { rpc Get(User) returns (User); }
`;

const avro = (type, more) => `{"type": "record", "name": "User", "fields": [
  {"name": "id", "type": ${type}}, {"name": "tags", "type": {"type": "array", "items": "string"}, "default": []}${more}]}`;

const jsonSchema = (required, type) => `{"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object",
  "required": [${required}], "properties": {"id": {"type": "${type}"}, "name": {"type": "string", "maxLength": 9}}}`;

const name = (type, length) =>
  `        name: {type: ${type}, maxLength: ${length}}\n        state: {type: string, enum: [open, closed`;

exports.PAIRS = {
  'api.yaml': [
    api(`${name('string', 20)}]}`, "'404'", '        - {name: all, in: query, schema: {type: boolean}}', ''),
    api(
      `${name('string', 10)}, gone]}`,
      "'410'",
      '        - {name: all, in: query, required: true, schema: {type: integer}}',
      '        - {type: string}',
    ),
  ],
  'schema.sql': [
    sql('varchar(100)', "'good', 'bad'", '', 'INDEX'),
    sql('varchar(50)', "'good'", ', note text NOT NULL', 'UNIQUE INDEX'),
  ],
  'dump.sql': [mysql('varchar(100)', ''), mysql('varchar(50)', ',\n  UNIQUE KEY `by_name` (`name`)')],
  'schema.graphql': [graphql('age: Int', '', 'GONE'), graphql('age: Int!', ', all: Boolean!', '')],
  'users.proto': [
    proto('int32', 'string old = 3;', 'STATE_OPEN = 1;'),
    proto('string', 'reserved 3;', 'STATE_CLOSED = 1;'),
  ],
  'user.avsc': [avro('"int"', ''), avro('"string"', ', {"name": "mail", "type": ["null", "string"]}')],
  'user.schema.json': [jsonSchema('"id"', 'integer'), jsonSchema('"id", "name"', 'string')],
};
