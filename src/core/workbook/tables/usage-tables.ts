import type { UsageLevel } from '../../usage/usage-row.ts';
import type { TableModel } from '../column.ts';
import { defineColumn } from '../define-column.ts';
import type { SheetId } from '../sheets.ts';

const COLUMNS = [
  defineColumn('skuRow', ['SKU row', 'SKU別の行ID'], 'id', 11, [
    'The row of By SKU to which it adds; empty where another report level was compared.',
    '集計先となる「SKU別」の行。他の階層のレポートで比較した場合は空欄。',
  ]),
  defineColumn('customerRow', ['Customer row', '顧客別の行ID'], 'id', 13, [
    'The row of By customer to which it adds.',
    '集計先となる「顧客別」の行。',
  ]),
  defineColumn('userRow', ['User row', 'ユーザー別の行ID'], 'id', 13, [
    'The row of By user to which it adds.',
    '集計先となる「ユーザー別」の行。',
  ]),
  defineColumn('disposition', ['Treated as', '取扱い'], 'status', 18, [
    'Compared: adds to the figures. Other level: kept for the tie-outs. Outside period, overlapping: in no figure.',
    '「比較」は集計に含む行。「他の階層」は照合チェック用。「期間外」「重複」はどの数値にも含めない。',
  ]),
  defineColumn('partnerName', ['Partner', 'パートナー'], 'text', 22, ['PARTNER_NAME', 'PARTNER_NAME']),
  defineColumn('partnerOrgId', ['Partner org', 'パートナー組織'], 'id', 36, [
    'PARTNER_ORG_ID',
    'PARTNER_ORG_ID',
  ]),
  defineColumn('subscription', ['Subscription', 'サブスクリプション'], 'id', 18, [
    'SUBSCRIPTION_ID',
    'SUBSCRIPTION_ID',
  ]),
  defineColumn('service', ['Service', 'サービス'], 'text', 20, ['SERVICE_NAME', 'SERVICE_NAME']),
  defineColumn('sku', ['SKU', 'SKU'], 'id', 22, ['SKU', 'SKU']),
  defineColumn('description', ['Description', '摘要'], 'text', 30, ['DESCRIPTION', 'DESCRIPTION']),
  defineColumn('start', ['Start', '開始日'], 'date', 12, ['First day of the window.', '期間の初日。']),
  defineColumn('end', ['End', '終了日'], 'date', 12, [
    'Last day of the window, included.',
    '期間の末日（当日を含む）。',
  ]),
  defineColumn('quantity', ['User-days', 'ユーザー日数'], 'quantity', 13, [
    'QUANTITY, in user-days.',
    'QUANTITY（ユーザー日）。',
  ]),
  defineColumn('customerOrgId', ['Customer org', '顧客組織'], 'id', 36, [
    'CUSTOMER_ORG_ID',
    'CUSTOMER_ORG_ID',
  ]),
  defineColumn('customerExternalId', ['Customer external id', '顧客の外部ID'], 'id', 20, [
    'CUSTOMER_EXTERNAL_ID',
    'CUSTOMER_EXTERNAL_ID',
  ]),
  defineColumn('subscriberId', ['Subscriber', '加入者'], 'id', 36, ['SUBSCRIBER_ID', 'SUBSCRIBER_ID']),
  defineColumn('userId', ['User', 'ユーザー'], 'id', 36, ['USER_ID', 'USER_ID']),
  defineColumn('workspaceId', ['Workspace', 'ワークスペース'], 'id', 36, ['WORKSPACE_ID', 'WORKSPACE_ID']),
  defineColumn('locationId', ['Location', 'ロケーション'], 'id', 36, ['LOCATION_ID', 'LOCATION_ID']),
  defineColumn('key', ['Normalised key', '正規化キー'], 'id', 40, [
    'The ids in the form in which they are compared: decoded, width-folded, lower case.',
    '比較に用いる形に正規化したID（復号・幅統一・小文字）。',
  ]),
  defineColumn('extra', ['Other columns', 'その他の列'], 'text', 24, [
    'Columns of the report that Tieout does not know.',
    'レポートのその他の列。',
  ]),
  defineColumn('file', ['File', 'ファイル'], 'text', 26, ['File name.', 'ファイル名。']),
  defineColumn('sourceRow', ['Source row', '元の行番号'], 'integer', 11, [
    'Row of the file.',
    'ファイルの行番号。',
  ]),
] as const;

/** The ids of the columns of a usage table. */
export type UsageColumnId = (typeof COLUMNS)[number]['id'];

const FINER: Record<UsageLevel, readonly UsageColumnId[]> = {
  partner: [
    'customerRow',
    'userRow',
    'customerOrgId',
    'customerExternalId',
    'subscriberId',
    'userId',
    'workspaceId',
    'locationId',
  ],
  customer: ['userRow', 'subscriberId', 'userId', 'workspaceId'],
  user: [],
};

const usageTable = (level: UsageLevel, name: string, sheet: SheetId): TableModel<UsageColumnId> => ({
  name,
  sheet,
  frozenColumns: 1,
  columns: COLUMNS.filter(({ id }) => !FINER[level].includes(id)),
});

/** The rows of the reports, as Webex delivered them, one table a level. */
export const USAGE_TABLES: Readonly<Record<UsageLevel, TableModel<UsageColumnId>>> = {
  partner: usageTable('partner', 'tblUsagePartner', 'usage-partner'),
  customer: usageTable('customer', 'tblUsageCustomer', 'usage-customer'),
  user: usageTable('user', 'tblUsageUser', 'usage-user'),
};
