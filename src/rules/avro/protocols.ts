import { capitalized } from '../../lib/capitalized.js';
import type { AvroChange } from '../../model/avro-change.js';
import type { Example, Rule } from '../rule.js';
import { judgeResolution } from './judgement.js';

const PING = { request: [], response: 'string' };
const protocols = (before: object, after: object): Example => ({
  before: { protocol: 'Shop', messages: before },
  after: { protocol: 'Shop', messages: after },
});

export const messageRemoved: Rule<AvroChange<'message_removed'>> = {
  id: 'message_removed',
  classic: false,
  summary: 'A protocol lacks a message.',
  reason: 'Clients that send it get no answer.',
  instead: 'Keep the message until nobody sends it.',
  example: protocols({ ping: PING }, {}),
  judge: (change) => ({
    severity: 'breaking',
    description: `Message '${change.message}' is gone`,
    field_path: change.path,
    old_value: change.message,
    new_value: null,
    impact: 'Clients that send it get no answer',
    suggested_migration: 'Keep the message until nobody sends it',
    affected_operations: [],
  }),
};

export const messageAdded: Rule<AvroChange<'message_added'>> = {
  id: 'message_added',
  classic: false,
  summary: 'A protocol has one more message.',
  reason: 'Nobody sends it yet.',
  instead: 'Give servers the protocol before clients.',
  example: protocols({}, { ping: PING }),
  judge(change) {
    const words = { before: undefined, after: change.message, instead: 'Give servers the protocol before clients' };
    return judgeResolution(change, { description: `Message '${change.message}' is new`, ...words }, 'additive');
  },
};

export const messageKindChanged: Rule<AvroChange<'message_kind_changed'>> = {
  id: 'message_kind_changed',
  classic: false,
  summary: 'A message is answered that was not, or no longer.',
  reason: 'Who waits for an answer that nobody sends waits for ever (Avro 1.12, "Messages").',
  instead: 'Add a message of another name.',
  example: protocols(
    { note: { request: [], response: 'null' } },
    { note: { request: [], response: 'null', 'one-way': true } },
  ),
  judge(change) {
    const { message, isOneWay } = change;
    return judgeResolution(change, {
      description: `Message '${message}' is now ${isOneWay ? 'one-way' : 'answered'}`,
      before: !isOneWay,
      after: isOneWay,
      because: 'one side waits for an answer that the other does not send',
      instead: 'Add a message of another name',
    });
  },
};

export const schemaRemoved: Rule<AvroChange<'schema_removed'>> = {
  id: 'schema_removed',
  classic: false,
  summary: 'A folder no longer has a schema, or a protocol a type.',
  reason: 'Whoever reads or writes such data has no schema any more; nobody can tell whether somebody does.',
  instead: 'Keep the schema as long as there are data of it.',
  example: {
    before: { protocol: 'Shop', types: [{ type: 'fixed', name: 'Id', size: 4 }] },
    after: { protocol: 'Shop', types: [] },
  },
  judge(change) {
    const { subject } = change;
    return judgeResolution(
      change,
      {
        description: `${capitalized(subject)} is gone`,
        before: subject,
        after: undefined,
        because: 'Readers and writers of such data have no schema; whether there are any, nobody can tell',
        instead: 'Keep the schema as long as there are data of it',
      },
      'potentially_breaking',
    );
  },
};

export const schemaAdded: Rule<AvroChange<'schema_added'>> = {
  id: 'schema_added',
  classic: false,
  summary: 'A folder has a schema that it did not have, or a protocol a type.',
  reason: 'No data of it exist, so that it breaks nobody.',
  instead: 'Nothing needs to be done.',
  example: {
    before: { protocol: 'Shop', types: [] },
    after: { protocol: 'Shop', types: [{ type: 'fixed', name: 'Id', size: 4 }] },
  },
  judge(change) {
    const words = { before: undefined, after: change.subject, instead: 'Nothing needs to be done' };
    return judgeResolution(change, { description: `${capitalized(change.subject)} is new`, ...words }, 'additive');
  },
};
