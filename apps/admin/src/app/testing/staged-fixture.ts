import { type OrderPreview, type StagedUpload } from '@orders/contracts';

/** What the reader sees of a small workbook. */
export function previewFixture(change: Partial<OrderPreview> = {}): OrderPreview {
  return {
    format: 'xlsx',
    sheets: [{ name: 'Orders', visible: true }],
    sheet: 'Orders',
    headerRow: 1,
    columns: [],
    missing: [],
    rows: [],
    numbers: { decimalSeparator: '.', example: null },
    text: null,
    ...change,
  };
}

/** A staged file whose preview is done. */
export function stagedFixture(change: Partial<StagedUpload> = {}): StagedUpload {
  return {
    id: 'd'.repeat(24),
    file: { name: 'orders.xlsx', size: 1000, sha256: '0'.repeat(64) },
    reprocessOf: null,
    known: null,
    options: { decimalSeparator: '.' },
    remembered: false,
    inspection: {
      kind: 'preview',
      state: 'done',
      options: { decimalSeparator: '.' },
      percent: 100,
      error: null,
    },
    preview: previewFixture(),
    check: null,
    createdAt: '2026-03-01T10:00:00.000Z',
    expiresAt: '2026-03-02T10:00:00.000Z',
    version: 1,
    ...change,
  };
}
