import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ConfigError, readEnvironment } from './read-environment';
import { flag, integer, mongoUri, origin, port } from './settings';

const schema = z.object({
  PORT: port(5000),
  MONGO_URI: mongoUri,
  WORKER_SLOTS: integer(1, 64, 1),
  METRICS: flag(false),
  FRONTEND_URL: origin.optional(),
});

describe('readEnvironment', () => {
  it('fills in defaults and treats an empty variable as not set', () => {
    expect(readEnvironment(schema, { MONGO_URI: 'mongodb://localhost', PORT: '', OTHER: 'x' })).toEqual({
      PORT: 5000,
      MONGO_URI: 'mongodb://localhost',
      WORKER_SLOTS: 1,
      METRICS: false,
    });
  });

  it('converts numbers, flags and origins', () => {
    expect(
      readEnvironment(schema, {
        MONGO_URI: 'mongodb+srv://cluster.example.com',
        PORT: '0',
        METRICS: 'yes',
        FRONTEND_URL: 'https://orders.example.com/',
      }),
    ).toMatchObject({ PORT: 0, METRICS: true, FRONTEND_URL: 'https://orders.example.com' });
  });

  it('says of each wrong variable what is wrong, in one line', () => {
    const wrong = { PORT: '70000', MONGO_URI: 'postgres://x', WORKER_SLOTS: 'two', METRICS: 'maybe' };
    let thrown: unknown;
    try {
      readEnvironment(schema, wrong);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ConfigError);
    expect((thrown as ConfigError).lines).toEqual([
      'PORT: must be at most 65535',
      'MONGO_URI: must begin with mongodb:// or mongodb+srv://',
      'WORKER_SLOTS: must be a whole number from 1 to 64',
      'METRICS: must be true or false',
    ]);
  });

  it('says that a needed variable is not set', () => {
    expect(() => readEnvironment(schema, {})).toThrow(/^MONGO_URI: is not set/);
  });
});
