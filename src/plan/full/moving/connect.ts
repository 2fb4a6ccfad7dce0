import { hereDocument } from '../../../lib/here-document.js';
import { shellQuote } from '../../../lib/shell-quote.js';
import { asks, command, type Draft } from '../draft.js';

/** A connector of Kafka Connect, by its REST interface: making it again changes nothing, and so does removing it. */
export function makeConnector(name: string, config: Readonly<Record<string, string>>): string {
  const put = `curl --fail --silent --show-error --output /dev/null --request PUT --header 'Content-Type: application/json' --data @- "$CONNECT_URL/connectors/${name}/config"`;
  return hereDocument(put, JSON.stringify(config, null, 2).split('\n'), 'JSON');
}

export const removeConnector = (name: string): string =>
  `test "$(${isThere(name)})" = false || curl --fail --silent --show-error --request DELETE "$CONNECT_URL/connectors/${name}"`;

/** Keeps its place, and does nothing until it is resumed (KIP-875). */
export const stopConnector = (name: string): string =>
  `curl --fail --silent --show-error --request PUT "$CONNECT_URL/connectors/${name}/stop"`;

export const resumeConnector = (name: string): string =>
  `curl --fail --silent --show-error --request PUT "$CONNECT_URL/connectors/${name}/resume"`;

/** Prints true or false; nothing when nobody answers. */
const isThere = (name: string): string =>
  `curl --fail --silent --show-error "$CONNECT_URL/connectors" | jq 'index("${name}") != null'`;

export const isGone = (name: string): Draft['verify'][number] => asks(isThere(name), 'false');

/** The connector and each of its tasks. */
export function isRunning(name: string): Draft['verify'][number] {
  const states = '\'[.connector.state, .tasks[].state] | unique | join(",")\'';
  return asks(`curl --fail --silent "$CONNECT_URL/connectors/${name}/status" | jq --raw-output ${states}`, 'RUNNING');
}

/** How many messages the writer has not written yet; one that has written nothing yet counts as behind. */
export function behind(writer: string): string {
  return `kafka-consumer-groups.sh --bootstrap-server "$KAFKA_BROKERS" --describe --group ${shellQuote(`connect-${writer}`)} | awk '$6 ~ /^[0-9]+$/ { seen++; lag += $6 } $6 == "-" && $5 > 0 { unread++ } END { print (seen && !unread ? lag : "nothing yet") }'`;
}

/** Waits until a writer has had nothing to write for four looks: the reader sends what it finds within ten seconds. */
export function caughtUp(writer: string): string {
  return `quiet=0; for look in $(seq 60); do if test "$(${behind(writer)})" = 0; then quiet=$((quiet + 1)); else quiet=0; fi; test $quiet -ge 4 && break; sleep 10; done; test $quiet -ge 4`;
}

/**
 * Waits until a writer has everything that a reader has to read. A reader that was never made has read nothing; one that
 * does not run would leave behind what it has not read; and without a topic of its own it has found nothing to send.
 */
export function drained(reader: string, writer: string): string {
  const { run, expect } = isRunning(reader);
  return [
    `if test "$(${isThere(reader)})" != false; then`,
    `test "$(${run})" = ${expect} || { echo 'the reader does not run: what it has not read would be lost' >&2; exit 1; }`,
    'sleep 30',
    `topics="$(kafka-topics.sh --bootstrap-server "$KAFKA_BROKERS" --list)"`,
    `if grep -q '^${reader}\\.' <<< "$topics"; then ${caughtUp(writer)}; fi`,
    'fi',
  ].join('\n');
}

export const PIPELINE = {
  prerequisites: [
    'Kafka Connect (3.5 or later) runs with the connectors of Debezium 3, at the address that CONNECT_URL is',
    'its workers have addresses, accounts and passwords of both sides in their environment, and config.providers=env',
    'the topics keep their messages for longer than the migration takes',
  ],
  owner: 'dba',
} as const;

/** A step that makes one connector, and removes it again. */
export function connector(
  given: Pick<Draft, 'phase' | 'title' | 'expected' | 'on_failure'> &
    Partial<Pick<Draft, 'prerequisites' | 'verify' | 'takes'>> & { readonly after?: readonly string[] },
  name: string,
  config: Readonly<Record<string, string>>,
): Draft {
  const { after = [], verify = [], ...rest } = given;
  return command({
    ...PIPELINE,
    ...rest,
    up: [makeConnector(name, config)],
    down: [removeConnector(name), ...after],
    verify: [isRunning(name), ...verify],
    undo_verify: [isGone(name)],
  });
}
