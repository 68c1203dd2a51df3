import assert from 'node:assert/strict';
import { queueUrlOf } from '../../src/model/queue-url.ts';
import { UsageError } from '../../src/model/usage-error.ts';
import { warningsOf } from '../../src/queue/check-redis.ts';

describe('the URL of a queue', () => {
  for (const [text, expected] of [
    ['redis://redis01', { kind: 'redis', host: 'redis01', port: 6379, user: '', database: '0', tls: false }],
    ['rediss://me@[::1]:7000/3', { kind: 'redis', host: '::1', port: 7000, user: 'me', database: '3', tls: true }],
    ['postgres://db01', { kind: 'postgres', host: 'db01', port: 5432, user: '', database: 'postgres', tls: false }],
    [
      'postgresql://h%40me@db01:6000/fleet?sslmode=verify-full',
      { kind: 'postgres', host: 'db01', port: 6000, user: 'h@me', database: 'fleet', tls: true },
    ],
  ] as const) {
    it(`is read: ${text}`, () => assert.deepEqual(queueUrlOf(text), expected));
  }

  for (const [text, message] of [
    ['redis01:6379', '--queue needs the URL of a Redis, Valkey or PostgreSQL server'],
    ['amqp://mq01', '--queue needs the URL of a Redis, Valkey or PostgreSQL server'],
    ['redis://:hunter22@redis01', '--queue takes no password'],
    ['redis://redis01/prod', 'the path of a redis:// URL is the number of a database'],
    ['postgres://db01/x?sslmode=require', 'sslmode is verify-full or disable: TLS with an unchecked certificate protects nothing'],
    ['postgres://db01/x?application_name=y', 'a postgres:// URL takes sslmode and nothing else behind its question mark'],
  ] as const) {
    it(`is refused: ${text}`, () => {
      assert.throws(
        () => queueUrlOf(text),
        (error) => error instanceof UsageError && error.message === message && !`${error.message}${error.hint}`.includes('hunter22'),
      );
    });
  }
});

describe('what is to be known of a Redis server', () => {
  it('is nothing where it keeps all that it was given', () => {
    assert.deepEqual(warningsOf('# Persistence\r\naof_enabled:1\r\n# Memory\r\nmaxmemory_policy:noeviction\r\n'), []);
  });

  it('is that a crash, or a full memory, loses jobs', () => {
    const [first = '', second = ''] = warningsOf('aof_enabled:0\r\nmaxmemory_policy:allkeys-lru\r\n');
    assert.match(first, /append-only/);
    assert.match(second, /allkeys-lru/);
  });

  it('is nothing where it does not say', () => assert.deepEqual(warningsOf(''), []));
});
