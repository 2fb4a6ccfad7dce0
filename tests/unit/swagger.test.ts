import { expect, it } from 'vitest';
import { documentOf, readValue } from '../../src/read/document.js';
import { loadDescription } from '../../src/read/openapi/load.js';

const SWAGGER = `
swagger: "2.0"
info: {title: Pets, version: "1"}
host: pets.example
basePath: /v1
schemes: [https, http]
consumes: [application/json]
produces: [application/json, application/xml]
security: [{key: []}]
paths:
  /pets/{id}:
    parameters:
      - {name: id, in: path, required: true, type: integer, format: int64, maximum: 9}
      - {name: patch, in: body, schema: {$ref: '#/definitions/Pet'}}
    get:
      operationId: getPet
      parameters:
        - $ref: '#/parameters/Tags'
        - {name: kinds, in: query, type: array, items: {type: string}, collectionFormat: multi}
        - {name: sizes, in: header, type: array, items: {type: string}, collectionFormat: pipes}
      responses:
        200:
          description: a pet
          schema: {$ref: '#/definitions/Pet'}
          headers: {x-rest: {type: integer, description: what is left}}
          examples: {application/json: {}}
        default: {$ref: '#/responses/Error'}
    put:
      consumes: [text/plain]
      produces: [text/plain]
      parameters: [{$ref: '#/parameters/Pet'}]
      schemes: [https]
      responses: {204: {description: done}}
  /photos:
    post:
      parameters:
        - {name: photo, in: formData, type: file, required: true}
        - {name: tags, in: formData, type: array, items: {type: string}, collectionFormat: ssv}
      responses: {200: {description: the photo, schema: {type: file}}}
  /search:
    post:
      consumes: [application/x-www-form-urlencoded, multipart/form-data]
      parameters: [{name: q, in: formData, type: string, x-nullable: true}]
      responses: {200: {description: found, schema: {$ref: '#/paths/~1photos/post/responses/200/schema'}}}
parameters:
  Tags: {name: tags, in: query, type: array, items: {type: string}}
  Pet: {name: pet, in: body, required: true, description: the pet, schema: {$ref: '#/definitions/Pet'}}
responses:
  Error: {description: an error, schema: {type: string, x-nullable: true}}
definitions:
  Pet: {type: object, discriminator: kind, required: [kind], properties: {kind: {type: string}, mother: {$ref: '#/definitions/Pet'}}}
securityDefinitions:
  key: {type: apiKey, name: k, in: header}
  basic: {type: basic, description: words}
  code: {type: oauth2, flow: accessCode, authorizationUrl: a, tokenUrl: t, scopes: {read: reads}}
  app: {type: oauth2, flow: application, tokenUrl: t, scopes: {}}
`;

const PET = { $ref: '#/components/schemas/Pet' };
const STRINGS = { type: 'array', items: { type: 'string' } };
const TAGS = { name: 'tags', in: 'query', style: 'form', explode: false, schema: STRINGS };
const ERROR = { type: 'string', 'x-nullable': true, nullable: true };
const FILE = { type: 'string', format: 'binary' };
const [JSON_TYPE, XML_TYPE] = ['application/json', 'application/xml'];

it('OpenAPI 2.0 is read as 3.0', async () => {
  const document = documentOf(await readValue({ name: 'pets.yaml', text: SWAGGER }));
  const { description, locate, notes } = await loadDescription(document, {});
  expect(notes).toEqual([]);
  const { 'x-referenced-files': files, ...rest } = description as Record<string, unknown>;
  expect(Object.keys(files as object)).toEqual(['pets.yaml']);
  expect(rest).toEqual({
    openapi: '3.0.3',
    info: { title: 'Pets', version: '1' },
    security: [{ key: [] }],
    servers: [{ url: 'https://pets.example/v1' }, { url: 'http://pets.example/v1' }],
    paths: {
      '/pets/{id}': {
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { type: 'integer', format: 'int64', maximum: 9 } },
        ],
        get: {
          operationId: 'getPet',
          parameters: [
            TAGS,
            { name: 'kinds', in: 'query', style: 'form', explode: true, schema: STRINGS },
            { name: 'sizes', in: 'header', style: 'pipeDelimited', schema: STRINGS },
          ],
          requestBody: { content: { [JSON_TYPE]: { schema: PET } } },
          responses: {
            200: {
              description: 'a pet',
              headers: { 'x-rest': { description: 'what is left', schema: { type: 'integer' } } },
              content: { [JSON_TYPE]: { schema: PET }, [XML_TYPE]: { schema: PET } },
            },
            default: {
              description: 'an error',
              content: { [JSON_TYPE]: { schema: ERROR }, [XML_TYPE]: { schema: ERROR } },
            },
          },
        },
        put: {
          parameters: [],
          requestBody: { required: true, description: 'the pet', content: { 'text/plain': { schema: PET } } },
          responses: { 204: { description: 'done' } },
          servers: [{ url: 'https://pets.example/v1' }],
        },
      },
      '/photos': {
        post: {
          parameters: [],
          requestBody: {
            required: true,
            content: {
              'multipart/form-data': {
                schema: { type: 'object', properties: { photo: FILE, tags: STRINGS }, required: ['photo'] },
                encoding: { tags: { style: 'spaceDelimited', explode: false } },
              },
            },
          },
          responses: {
            200: {
              description: 'the photo',
              content: { [JSON_TYPE]: { schema: FILE }, [XML_TYPE]: { schema: FILE } },
            },
          },
        },
      },
      '/search': {
        post: {
          parameters: [],
          requestBody: {
            required: false,
            content: Object.fromEntries(
              ['application/x-www-form-urlencoded', 'multipart/form-data'].map((type) => [
                type,
                { schema: { type: 'object', properties: { q: ERROR } } },
              ]),
            ),
          },
          responses: {
            200: {
              description: 'found',
              content: Object.fromEntries(
                [JSON_TYPE, XML_TYPE].map((type) => [
                  type,
                  { schema: { $ref: '#/x-referenced-files/pets.yaml/paths/~1photos/post/responses/200/schema' } },
                ]),
              ),
            },
          },
        },
      },
    },
    components: {
      schemas: {
        Pet: {
          type: 'object',
          discriminator: { propertyName: 'kind' },
          required: ['kind'],
          properties: { kind: { type: 'string' }, mother: PET },
        },
      },
      parameters: { Tags: TAGS },
      requestBodies: { Pet: { required: true, description: 'the pet', content: { [JSON_TYPE]: { schema: PET } } } },
      responses: {
        Error: {
          description: 'an error',
          content: { [JSON_TYPE]: { schema: ERROR }, [XML_TYPE]: { schema: ERROR } },
        },
      },
      securitySchemes: {
        key: { type: 'apiKey', name: 'k', in: 'header' },
        basic: { type: 'http', scheme: 'basic', description: 'words' },
        code: {
          type: 'oauth2',
          flows: { authorizationCode: { authorizationUrl: 'a', tokenUrl: 't', scopes: { read: 'reads' } } },
        },
        app: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: 't', scopes: {} } } },
      },
    },
  });

  // What was made anew is found where it was made from.
  const paths = description.paths as Record<string, Record<string, unknown>>;
  const { parameters } = paths['/pets/{id}'] as { parameters: { schema: object }[] };
  const [parameter] = parameters;
  const { post } = paths['/photos'] as { post: { requestBody: object } };
  const photos = post.requestBody;
  const places = await locate([
    { node: parameter?.schema as object, keys: ['maximum'] },
    { node: photos, keys: ['required'] },
    { node: description.components?.schemas?.Pet as object },
  ]);
  const lines = SWAGGER.split('\n');
  const place = (text: string, pointer: string) => {
    const line = lines.findIndex((candidate) => candidate.includes(text));
    return { file: 'pets.yaml', line: line + 1, column: (lines[line]?.indexOf(text) ?? 0) + 1, pointer };
  };
  expect(places).toEqual([
    place('maximum: 9', '/paths/~1pets~1{id}/parameters/0/maximum'),
    {
      ...place('parameters:', ''),
      line: lines.indexOf('  /photos:') + 3,
      column: 7,
      pointer: '/paths/~1photos/post/parameters',
    },
    place('Pet: {type', '/definitions/Pet'),
  ]);
});
