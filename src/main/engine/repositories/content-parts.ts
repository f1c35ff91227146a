import { rowIdRange } from './stored-row-id.ts';
import type { SqlParameter } from '../db/handles.ts';

/**
 * What is held against a digest as a whole: a reading with its rows and texts, a run with its lines, a version of the
 * price book; and all that is set for the workspace, which imports count, who has acted and signed.
 */
export const CONTENT_PARTS = ['reading', 'run', 'price-book', 'settings', 'imports', 'decisions'] as const;
export type ContentPart = (typeof CONTENT_PARTS)[number];

/** Rows as one text a page, in the order of a whole number that goes up from page to page. */
export interface ContentPages {
  /** Binds `parameters`, the place after which the page begins, and how many rows; gives `text` and `last`. */
  readonly sql: string;
  readonly parameters: readonly SqlParameter[];
  /** The place before the first row; undefined where the table is read as one page, and binds nothing. */
  readonly before: bigint | number | undefined;
  /** The text names rows of {@link DICTIONARIES}: whole numbers in the order of this list, between commas. */
  readonly names?: readonly (Dictionary | undefined)[];
}

/** Rows that readings refer to by their ids, and share. */
export type Dictionary = keyof typeof DICTIONARIES;

const dictionary = (table: string, columns: string): string =>
  `SELECT CAST(group_concat(line, '') AS BLOB) AS text
    FROM (SELECT concat(d.id, ',', ${columns}, char(10)) AS line
      FROM json_each(?) asked CROSS JOIN ${table} d ON d.id = asked.value ORDER BY d.id LIMIT -1)`;

/** The rows of dictionaries whose ids are bound as a JSON array, in their order, as one text. */
export const DICTIONARIES = {
  term: dictionary('term', 'hex(d.text)'),
  id_key: dictionary('id_key', 'hex(d.key)'),
  usage_window: dictionary('usage_window', "hex(d.first_day), ',', hex(d.last_day)"),
} as const;

/** A value with its type, so that no two values look the same: hexadecimal, for a text may hold anything. */
const exact = (columns: string): string =>
  listed(columns)
    .map((column) => `substr(typeof(${column}), 1, 1), hex(${column})`)
    .join(', ');

/** The same as SQL writes it, shorter: for columns whose texts hold no character 0. */
const short = (columns: string): string =>
  listed(columns)
    .map((column) => `quote(${column})`)
    .join(", ',', ");

const listed = (columns: string): readonly string[] => columns.split(/,\s+/);

function pages(
  { line, from, place }: { readonly line: string; readonly from: string; readonly place: string },
  parameters: readonly SqlParameter[],
  before: bigint | number = -1,
): ContentPages {
  const sql = `SELECT CAST(group_concat(line, '') AS BLOB) AS text, max(place) AS last
    FROM (SELECT ${place} AS place, concat(${line}, char(10)) AS line FROM ${from} AND ${place} > ?
      ORDER BY ${place} LIMIT ?)`;
  return { sql, parameters, before };
}

/** An id of a consumer: bytes, or a text that is no UUID. */
const id = (column: string): string =>
  `iif(typeof(${column}) = 'text', 't' || hex(${column}), quote(${column}))`;

const TERMS = [
  'partner_name',
  'partner_org',
  'subscription',
  'service',
  'sku',
  'description',
  'customer_org',
  'customer_external',
  'location',
];
const KEYS = ['partner_key', 'subscription_key', 'sku_key', 'customer_key', 'external_key', 'location_key'];

/** Ids alone: the rows that they name are digested once, however many groups name them. After them the sums by window. */
const GROUP_LINE = `concat_ws(',', g.id, ${[...TERMS, ...KEYS].map((column) => `coalesce(g.${column}, '')`).join(', ')},
  (SELECT group_concat(concat_ws(' ', t.window_id, t.user_days, t.rows))
    FROM usage_total t WHERE t.usage_group_id = g.id))`;
const GROUP_NAMES: readonly (Dictionary | undefined)[] = [
  undefined,
  ...TERMS.map(() => 'term' as const),
  ...KEYS.map(() => 'id_key' as const),
  // Of the sums, as many as there are, the first number.
  'usage_window',
];

const BATCH_COLUMNS =
  'b.id, b.kind, b.parser, b.parameters, b.parameters_hash, b.level, b.sheet, b.extra_columns, b.window_start, b.window_end, ' +
  'b.rows_read, b.rows_stored, b.rows_quarantined, b.rows_blank, b.sum_micros, b.created_at, ' +
  's.sha256, s.bytes, s.name, s.stored_path, s.media, s.encoding, s.imported_at';

const INVOICE_ROW_COLUMNS =
  'position, sheet, row, row_class, class_rule, quarantined, flags, invoice_number, line_number, invoice_date, currency, ' +
  'subscription_id, sku, service_name, description, charge_type, unit_of_measure, customer_id, customer_name, ' +
  'consumer_id, charge_start, charge_end, quantity, unit_price, amount';

/** What a reading is read in: first what is there before it counts, then what its last transaction has added. */
export interface ReadingPages {
  /** A line that `usage-blocks/row-digest.ts` writes as well. */
  readonly usageRows: ContentPages;
  readonly rows: readonly ContentPages[];
  readonly ending: readonly ContentPages[];
}

/** A reading, whatever its status: what its file, its mapping and its parameters have come to. */
export function readingPages(batch: number): ReadingPages {
  const { first, last } = rowIdRange(batch);
  const own = [batch];
  const usageRows = pages(
    {
      // A consumer is nearly always one of the ids beside it.
      line: `id, ',', usage_group_id, ',', window_id, ',', quantity,
          iif(consumer IS coalesce(subscriber, user_id, workspace), '=', ${id('consumer')}),
          ${id('subscriber')}, ${id('user_id')}, ${id('workspace')}, iif(extra IS NULL, '', hex(extra))`,
      from: 'usage_row WHERE id <= ?',
      place: 'id',
    },
    [last],
    first - 1n,
  );
  const rows = [
    {
      ...pages({ line: GROUP_LINE, from: 'usage_group g WHERE +g.batch_id = ?', place: 'g.id' }, own),
      names: GROUP_NAMES,
    },
    pages(
      {
        // A third of the work of the form above. A value that JSON can't hold is damage: no column may have it.
        line: `json_array(${INVOICE_ROW_COLUMNS}), raw`,
        from: 'invoice_row WHERE batch_id = ?',
        place: 'position',
      },
      own,
    ),
  ];
  const ending = [
    pages(
      {
        line: exact('invoice_number, invoice_date, currency, columns, mapping, tables'),
        from: 'invoice_document WHERE batch_id = ?',
        place: 'batch_id',
      },
      own,
    ),
    pages(
      {
        line: exact('position, kind, amount, sheet, row'),
        from: 'stated_total WHERE batch_id = ?',
        place: 'position',
      },
      own,
    ),
    pages(
      {
        line: exact('code, severity, sheet, row, column_name, text'),
        from: 'row_issue WHERE batch_id = ?',
        place: 'id',
      },
      own,
    ),
    pages(
      {
        line: exact(BATCH_COLUMNS),
        from: 'batch b JOIN source_file s ON s.id = b.source_file_id WHERE b.id = ?',
        place: 'b.id',
      },
      own,
    ),
  ];
  return { usageRows, rows, ending };
}

/** In the order in which `result-lines.ts` writes them. */
const LINE_COLUMNS =
  'position, line_key, level, subscription, sku, customer_org, customer_external, customer_name, consumer, match, class, ' +
  'direction, within_tolerance, invoice_rows, usage_rows, invoiced_price, expected_price, invoiced_quantity, ' +
  'invoiced_quantity_rest, user_days, user_days_rest, expected_quantity, expected_quantity_rest, variance_quantity, ' +
  'variance_quantity_rest, invoiced_amount, invoiced_amount_rest, expected_amount, expected_amount_rest, ' +
  'variance_amount, variance_amount_rest, variance_size, variance_size_rest, explanations, signature, search';

/** What a run is read in. */
export interface RunPages {
  /** Lines that `result-lines.ts` writes as well. */
  readonly lines: ContentPages;
  readonly documents: ContentPages;
  readonly rest: readonly ContentPages[];
}

/** A run with all that it has come to, line by line. */
export function runPages(position: number): RunPages {
  const own = [position];
  const rest = [
    pages(
      {
        line: `${exact('id, period_start, period_end, verdict, inputs_hash, parameters, parameters_hash, result_hash, created_at, lines, check_failures')}, result`,
        from: 'run WHERE position = ?',
        place: 'position',
      },
      own,
    ),
    pages({ line: 'batch_id', from: 'run_batch WHERE run_position = ?', place: 'batch_id' }, own),
    // Their places begin anew with each check; within a place they stand in the order of the checks' names.
    pages(
      {
        line: "position, ' ', documents",
        from: `(SELECT position, group_concat(check_id || document, char(10) ORDER BY check_id) AS documents
          FROM check_failure WHERE run_position = ? GROUP BY position) WHERE true`,
        place: 'position',
      },
      own,
    ),
  ];
  return {
    lines: pages(
      { line: short(LINE_COLUMNS), from: 'result_line WHERE run_position = ?', place: 'position' },
      own,
    ),
    documents: pages(
      { line: 'document', from: 'result_line_document WHERE run_position = ?', place: 'position' },
      own,
    ),
    rest,
  };
}

const priceBookPages = (version: number): readonly ContentPages[] => [
  pages(
    {
      line: exact('version, source_file_id, name, rows, created_at'),
      from: 'price_book WHERE version = ?',
      place: 'version',
    },
    [version],
  ),
  pages(
    {
      line: exact(
        'position, row, sku, unit_price, currency, subscription_id, customer_org_id, valid_from, valid_to',
      ),
      from: 'price_book_row WHERE version = ?',
      place: 'position',
    },
    [version],
  ),
];

/** A table that changes in small steps, as a whole and in an order that no change of its rows' places alters. */
const small = (table: string, order: string, columns: string, where = 'true'): ContentPages => ({
  sql: `SELECT CAST(group_concat(line, '') AS BLOB) AS text, NULL AS last
    FROM (SELECT concat(${exact(columns)}, char(10)) AS line FROM ${table} WHERE ${where} ORDER BY ${order})`,
  parameters: [],
  before: undefined,
});

const SETTINGS: readonly ContentPages[] = [
  small('alias', 'id', 'id, field, from_text, to_text, created_at'),
  small('tolerance_set', 'version', 'version, quantity, amount, percent, cap, created_at'),
  small('unit_basis_set', 'version', 'version, basis, decimals, rounding, grain, by_sku, created_at'),
  small('setting', 'key', 'key, value, updated_at'),
  small('template', 'id', 'id, name, created_at, deleted_at'),
  small(
    'template_version',
    'template_id, version',
    'template_id, version, header_fingerprint, columns, mapping, file_name, created_at',
  ),
  small('template_use', 'batch_id', 'batch_id, template_id, version'),
];
const IMPORTS: readonly ContentPages[] = [
  small('batch', 'id', 'id, status', "status <> 'pending'"),
  small('import_undo', 'batch_id', 'batch_id, undone_at, undone_by'),
  small(
    'webex_report',
    'id',
    'id, webex_id, level, period_start, period_end, sub_partner, sub_partner_key, status, state, is_ours, batch_id, created_at, found_at, held_at',
  ),
];
const DECISIONS: readonly ContentPages[] = [
  small(
    'work_act',
    'event_sequence',
    'event_sequence, period_start, period_end, kind, of_sequence, run_position, items',
  ),
  small(
    'sign_off',
    'id',
    'id, period_start, period_end, role, name, account, is_override, note, run_id, result_hash, inputs_hash, parameters_hash, ' +
      'signed_at, ended_at, ended_as, end_reason',
  ),
];

/**
 * What a small part consists of, table by table. The id is a version; 0 for the others. Of a reading see
 * {@link readingPages}, of a run {@link runPages}.
 */
export function pagesOfPart(
  part: Exclude<ContentPart, 'reading' | 'run'>,
  partId: number,
): readonly ContentPages[] {
  switch (part) {
    case 'price-book':
      return priceBookPages(partId);
    case 'settings':
      return SETTINGS;
    case 'imports':
      return IMPORTS;
    case 'decisions':
      return DECISIONS;
  }
}
