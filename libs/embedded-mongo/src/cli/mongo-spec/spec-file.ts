import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { EJSON } from 'bson';
import type { Doc } from '../../values/document';

/** One test of a file in the unified test format. */
export interface SpecTest {
  description: string;
  skipReason?: string;
  runOnRequirements?: Requirement[];
  operations: Operation[];
  expectEvents?: ExpectedEvents[];
  outcome?: CollectionData[];
}

/** What a client is expected to have seen, in this order. */
export interface ExpectedEvents {
  client: string;
  eventType?: 'command' | 'cmap' | 'sdam';
  events: Doc[];
  ignoreExtraEvents?: boolean;
}

/** One file. */
export interface SpecFile {
  path: string;
  description: string;
  schemaVersion: string;
  runOnRequirements?: Requirement[];
  createEntities?: Doc[];
  initialData?: CollectionData[];
  tests: SpecTest[];
}

export interface Requirement {
  minServerVersion?: string;
  maxServerVersion?: string;
  topologies?: string[];
  serverless?: string;
  serverParameters?: Doc;
  auth?: boolean;
  authMechanism?: string;
  csfle?: unknown;
}

export interface CollectionData {
  databaseName: string;
  collectionName: string;
  createOptions?: Doc;
  documents: Doc[];
}

export interface Operation {
  name: string;
  object: string;
  arguments?: Doc;
  expectResult?: unknown;
  expectError?: Doc;
  saveResultAsEntity?: string;
  ignoreResultAndError?: boolean;
}

/** All files of a folder, and below it, that are in the unified test format. */
export function readSpecFiles(path: string): SpecFile[] {
  if (statSync(path).isDirectory()) {
    return readdirSync(path)
      .sort()
      .flatMap((name) => readSpecFiles(join(path, name)));
  }
  if (extname(path) !== '.json') return [];
  const value = EJSON.parse(readFileSync(path, 'utf8'), { relaxed: true, useBigInt64: true }) as Doc;
  if (typeof value['schemaVersion'] !== 'string' || !Array.isArray(value['tests'])) return [];
  return [{ ...(value as unknown as SpecFile), path }];
}
