import type { MongoClient } from 'mongodb';
import { isDoc } from '../../values/document';
import type { Requirement } from './spec-file';

/** The server that the tests run against. */
export interface SpecServer {
  uri: string;
  version: string;
  topology: string;
  parameters: Record<string, unknown>;
  admin: MongoClient;
}

/** Asks a server for what tests may require of it. */
export async function describeServer(uri: string, admin: MongoClient): Promise<SpecServer> {
  const database = admin.db('admin');
  const { version } = await database.command({ buildInfo: 1 });
  const hello = await database.command({ hello: 1 });
  const parameters = await database.command({ getParameter: '*' }).catch(() => ({}));
  const topology =
    hello['msg'] === 'isdbgrid' ? 'sharded' : hello['setName'] === undefined ? 'single' : 'replicaset';
  return { uri: clusterUri(uri, hello['setName']), version: String(version), topology, parameters, admin };
}

/** The address of the set: over a direct connection the driver would treat a member as a single server. */
function clusterUri(uri: string, setName: unknown): string {
  if (typeof setName !== 'string') return uri;
  const url = new URL(uri);
  url.searchParams.delete('directConnection');
  url.searchParams.set('replicaSet', setName);
  return url.href;
}

/** Why the server meets none of the requirements; undefined when it meets one or nothing is required. */
export function unmetRequirement(
  requirements: Requirement[] | undefined,
  server: SpecServer,
): string | undefined {
  if (!requirements || requirements.length === 0) return undefined;
  const reasons = requirements.map((requirement) => unmet(requirement, server));
  return reasons.includes(undefined) ? undefined : [...new Set(reasons)].join(', or ');
}

function unmet(requirement: Requirement, server: SpecServer): string | undefined {
  const { minServerVersion, maxServerVersion, topologies, serverParameters } = requirement;
  if (minServerVersion && compareVersions(server.version, minServerVersion) < 0)
    return `needs version ${minServerVersion} or newer`;
  if (maxServerVersion && compareVersions(server.version, maxServerVersion) > 0)
    return `is for versions up to ${maxServerVersion}`;
  if (
    topologies &&
    !topologies.some((name) => name.replace('sharded-replicaset', 'sharded') === server.topology)
  )
    return `needs the topology ${topologies.join(' or ')}`;
  if (requirement.serverless === 'require') return 'needs a serverless deployment';
  if (requirement.csfle !== undefined && requirement.csfle !== false) return 'needs client-side encryption';
  const authenticates = new URL(server.uri).username !== '';
  if (requirement.auth !== undefined && requirement.auth !== authenticates)
    return `needs a server ${requirement.auth ? 'with' : 'without'} authentication`;
  if (requirement.authMechanism !== undefined && !/^SCRAM/.test(requirement.authMechanism))
    return `needs authentication by ${requirement.authMechanism}`;
  const wanted = Object.entries(serverParameters ?? {}).find(([name, value]) =>
    differs(server.parameters[name], value),
  );
  return wanted && `needs the server parameter ${wanted[0]}`;
}

function differs(actual: unknown, wanted: unknown): boolean {
  if (isDoc(actual) && 'value' in actual) return differs(actual['value'], wanted);
  return typeof actual === 'number' || typeof wanted === 'bigint'
    ? Number(actual) !== Number(wanted)
    : actual !== wanted;
}

/** Compares versions by as many parts as the required one has given. */
function compareVersions(version: string, required: string): number {
  const parts = version.split('.').map(Number);
  for (const [at, wanted] of required.split('.').map(Number).entries()) {
    const difference = (parts[at] ?? 0) - wanted;
    if (difference !== 0) return difference;
  }
  return 0;
}
