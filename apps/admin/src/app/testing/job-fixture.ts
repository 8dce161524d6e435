import { type Job, type OrderMetrics, type SessionTokens, type User } from '@orders/contracts';

/** A job for specs, pending unless `change` says otherwise. */
export function jobFixture(change: Partial<Job> = {}): Job {
  return {
    id: 'a'.repeat(24),
    status: 'pending',
    owner: { id: 'b'.repeat(24), name: 'Dana', email: 'dana@example.com' },
    file: { name: 'orders.xlsx', size: 1000, sha256: '0'.repeat(64), format: null },
    options: { decimalSeparator: '.' },
    attempt: 0,
    maxAttempts: 3,
    priority: 0,
    progress: null,
    metrics: null,
    sheet: null,
    error: null,
    duplicateOf: null,
    reprocessOf: null,
    supplementOf: null,
    batchId: null,
    stalled: false,
    needsAttention: false,
    report: { state: 'none', sentAt: null },
    fileAvailable: true,
    createdAt: '2026-03-01T10:00:00.000Z',
    startedAt: null,
    finishedAt: null,
    nextAttemptAt: null,
    version: 1,
    ...change,
  };
}

export function metricsFixture(change: Partial<OrderMetrics> = {}): OrderMetrics {
  return {
    rowsTotal: 3,
    rowsAccepted: 3,
    rowsRejected: 0,
    orders: 3,
    itemsTotal: 6,
    revenue: '30.00',
    averageOrderValue: '10.00',
    distinctProducts: 1,
    topByRevenue: [],
    topByQuantity: [],
    largestLine: null,
    smallestLine: null,
    errorsByCode: {},
    ...change,
  };
}

export function userFixture(change: Partial<User> = {}): User {
  return {
    id: 'b'.repeat(24),
    email: 'dana@example.com',
    name: 'Dana',
    role: 'member',
    active: true,
    emailConfirmed: true,
    createdAt: '2026-03-01T10:00:00.000Z',
    lastSignInAt: null,
    ...change,
  };
}

export function tokensFixture(accessToken: string, user = userFixture()): SessionTokens {
  return { accessToken, expiresIn: 900, user };
}
